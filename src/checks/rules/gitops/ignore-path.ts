import { applicationSpecs } from '../../../manifest/argocd/application-sources.js';
import type { Field } from '../../../manifest/field.js';
import type { ManifestSet } from '../../../manifest/manifest-set.js';
import { isTemplated } from '../../../manifest/references.js';
import { groupKindSlip } from '../../gitops/group-kind.js';
import { type Report, report, rule } from '../../rule.js';

const example = (pointer: string) => `
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata:
  name: cart
  namespace: argocd
spec:
  project: default
  source:
    repoURL: https://github.com/team/shop.git
    path: dist/cart
  destination:
    server: https://kubernetes.default.svc
    namespace: shop
  ignoreDifferences:
    - group: apps
      kind: Deployment
      jsonPointers:
        - ${pointer}
`;

export const ignorePath = rule({
  id: 'ignore-path',
  severity: 'error',
  what: 'An entry of ignoreDifferences ignores nothing',
  why: 'It matches no field, without a word: the Application stays OutOfSync, and self-healing resets what was to be left alone.',
  fix: 'Write a pointer such as /spec/replicas, or a jq path such as .spec.replicas.',
  exceptions: ['What templates fill in.', 'Kinds of groups that we do not know.'],
  source: 'Argo CD, user-guide/diffing; util/argo/normalizers; RFC 6901 for pointers',
  wrong: example('spec/replicas # <--'),
  right: example('/spec/replicas'),
  *check({ set }) {
    for (const spec of applicationSpecs(set))
      for (const entry of spec.items('ignoreDifferences')) yield* ignored(entry, set);
  },
});

function* ignored(entry: Field, set: ManifestSet): Iterable<Report> {
  const slip = groupKindSlip(entry, set);
  if (slip) yield report(slip.field, slip.message, { fix: slip.fix });
  const [pointers, paths] = [entry.items('jsonPointers'), entry.items('jqPathExpressions')];
  if (pointers.length === 0 && paths.length === 0 && entry.items('managedFieldsManagers').length === 0)
    yield report(entry, `an entry for ${entry.at('kind').text ?? 'a kind'} lists no field`, {
      fix: 'Add jsonPointers, jqPathExpressions or managedFieldsManagers.',
    });
  for (const field of pointers) yield* pointer(field);
  for (const field of paths) yield* path(field);
}

function* pointer(field: Field): Iterable<Report> {
  const { text } = field;
  if (text === undefined || isTemplated(text)) return;
  const [, map, key] = /^(\/.*\/(?:annotations|labels|matchLabels|nodeSelector)\/)([^/]*\/.*)$/.exec(text) ?? [];
  if (!text.startsWith('/'))
    yield report(field, `pointer "${text}" does not begin with a slash`, {
      fix: `Write /${text.replace(/^\$?\./, '').replaceAll('.', '/')}.`,
    });
  else if (text.split('/').includes('*'))
    yield report(field, `pointer "${text}" has "*", which is the name of a field there`, {
      fix: `Write it in jqPathExpressions: ${text.replaceAll('/*', '[]').replaceAll('/', '.')}.`,
    });
  else if (map !== undefined && key !== undefined)
    yield report(field, `pointer "${text}" looks for a field below "${key.split('/')[0]}"`, {
      fix: `A slash within a key is ~1: ${map}${key.replaceAll('/', '~1')}.`,
    });
}

const REFUSED = 'Argo CD cannot read the path: the whole Application shows a ComparisonError and is not synced.';

function* path(field: Field): Iterable<Report> {
  const { text } = field;
  if (text === undefined || isTemplated(text)) return;
  const open = unclosed(text);
  const bare = /^\s*(?:\$\.|\/)?([A-Za-z_][\w-]*(?:[./[].*)?)\s*$/.exec(text)?.[1];
  if (text.trim() === '') yield report(field, 'an empty path is no jq', { why: REFUSED });
  else if (open !== undefined)
    yield report(field, `path "${text}" ${open}`, {
      why: REFUSED,
      fix: 'Close each bracket and quote that is opened.',
    });
  else if (bare !== undefined && !BUILT_IN.has(bare))
    yield report(field, `path "${text}" does not begin with a dot`, {
      why: REFUSED,
      fix: `Write .${text.startsWith('/') ? bare.replaceAll('/', '.') : bare}.`,
    });
}

/** What jq calls by a word alone. */
const BUILT_IN = new Set(['recurse', 'empty', 'first', 'last']);
const PAIRS = new Map([
  [')', '('],
  [']', '['],
  ['}', '{'],
]);

/** The bracket or quote that has no other end. */
function unclosed(text: string): string | undefined {
  // A text with an expression in it is not taken apart.
  if (text.includes('\\(')) return undefined;
  const rest = text.replaceAll(/"(?:[^"\\]|\\.)*"/g, '');
  if (rest.includes('"')) return 'has a quote that is not closed';
  const open: string[] = [];
  for (const [sign] of rest.matchAll(/[()[\]{}]/g)) {
    const begin = PAIRS.get(sign);
    if (begin === undefined) open.push(sign);
    else if (open.pop() !== begin) return `has "${sign}", which closes nothing`;
  }
  return open.length > 0 ? `has "${open.at(-1)}", which is not closed` : undefined;
}
