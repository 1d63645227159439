import { applicationSpecs } from '../../../manifest/application-sources.js';
import { type DeclaredApplication, ownersOf } from '../../../manifest/applications.js';
import { type Field, fieldOf } from '../../../manifest/field.js';
import { describeRef } from '../../../manifest/manifest.js';
import { type Report, report, rule } from '../../rule.js';

const application = (name: string, path: string, more = '') => `
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata:
  name: ${name}
  namespace: argocd
spec:
  project: default
  source:
    repoURL: https://github.com/team/shop.git
    path: ${path}${more}
  destination:
    server: https://kubernetes.default.svc
    namespace: argocd
`;
const recursive = `
    directory:
      recurse: true`;

export const ownershipOverlap = rule({
  id: 'ownership-overlap',
  severity: 'error',
  what: 'Two Applications apply the same object',
  why: 'Each sync hands it to the other one: both are out of sync in turn, and the one that is pruned or deleted takes it along.',
  fix: 'Leave it to one of them.',
  exceptions: [
    'Applications with FailOnSharedResource=true: the second one fails before it takes anything.',
    'Two manifests of one Application: duplicate-resource says so.',
  ],
  source: 'Argo CD, user-guide/sync-options#fail-the-sync-if-a-shared-resource-is-found',
  wrong: `${application('root', 'dist', recursive.replace('true', 'true # <--'))}---${application('cart', 'dist/cart')}`,
  right: `${application('root', 'dist/apps', recursive)}---${application('cart', 'dist/cart')}`,
  *check({ set }) {
    const owners = ownersOf(set);
    for (const same of set.duplicates()) {
      const [first, ...rest] = same;
      const owner = first && owners.get(first);
      for (const other of rest) {
        const second = owners.get(other);
        if (!owner || !second || owner.name === second.name || guarded(second)) continue;
        yield report(
          fieldOf(other, 'metadata.name'),
          `${describeRef(other.ref)} is applied by "${second.name}" and by "${owner.name}"`,
        );
      }
    }
    yield* recursion(applicationSpecs(set));
  },
});

function guarded({ spec }: DeclaredApplication): boolean {
  return JSON.stringify(spec.syncPolicy ?? {}).includes('FailOnSharedResource=true');
}

/** A folder that is read with its subfolders, one of which another Application applies. */
function* recursion(specs: readonly Field[]): Iterable<Report> {
  for (const spec of specs) {
    const recurse = spec.at('source.directory.recurse');
    const own = folder(spec);
    if (recurse.flag !== true || own === undefined || spec.at('source.directory.include').exists) continue;
    const child = specs.find((other) => {
      const path = folder(other);
      return path?.startsWith(`${own}/`) && repository(other) === repository(spec);
    });
    if (child)
      yield report(
        recurse,
        `"${own}" is read with its subfolders, of which "${child.manifest.ref.name}" applies "${folder(child)}"`,
        {
          fix: 'Point the root at a folder that holds nothing but Applications.',
        },
      );
  }
}

function folder(spec: Field): string | undefined {
  return spec.at('source.path').text?.replace(/^\.?\/|\/$/g, '');
}

function repository(spec: Field): string | undefined {
  return spec
    .at('source.repoURL')
    .text?.replace(/\.git$/, '')
    .toLowerCase();
}
