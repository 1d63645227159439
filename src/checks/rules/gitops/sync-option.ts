import { applicationSpecs } from '../../../manifest/argocd/application-sources.js';
import { type Field, fieldOf } from '../../../manifest/field.js';
import { annotated } from '../../../manifest/index/annotated.js';
import { didYouMean } from '../../../values/did-you-mean.js';
import { type Report, report, rule } from '../../rule.js';

const example = (option: string) => `
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata:
  name: shop
  namespace: argocd
spec:
  project: default
  source:
    repoURL: https://github.com/team/shop.git
    path: dist/shop
  destination:
    server: https://kubernetes.default.svc
    namespace: shop
  syncPolicy:
    syncOptions:
      - ${option}
`;

const FLAG = ['true', 'false'];
const KEY = 'argocd.argoproj.io/sync-options';
const ANNOTATION = ['metadata', 'annotations', KEY];

// Source: Argo CD, user-guide/sync-options; gitops-engine, pkg/sync/common.
const COMMON: Readonly<Record<string, readonly string[]>> = {
  Validate: FLAG,
  PruneLast: FLAG,
  Replace: FLAG,
  ServerSideApply: FLAG,
  ClientSideApplyMigration: FLAG,
  SkipDryRunOnMissingResource: FLAG,
  Prune: [...FLAG, 'confirm'],
};
const OF_APPLICATIONS: Readonly<Record<string, readonly string[]>> = {
  ...COMMON,
  CreateNamespace: FLAG,
  ApplyOutOfSyncOnly: FLAG,
  FailOnSharedResource: FLAG,
  RespectIgnoreDifferences: FLAG,
  PrunePropagationPolicy: ['foreground', 'background', 'orphan'],
  // Read as part of the text, whatever stands before it.
  Force: FLAG,
  Delete: [...FLAG, 'confirm'],
};
const OF_OBJECTS: Readonly<Record<string, readonly string[]>> = {
  ...COMMON,
  Force: FLAG,
  Delete: [...FLAG, 'confirm'],
};

export const syncOption = rule({
  id: 'sync-option',
  severity: 'error',
  what: 'A sync option is none that Argo CD knows',
  why: 'Argo CD ignores it without a word: it syncs as if the option were not there.',
  fix: 'Write one of its options as Name=value.',
  exceptions: ['Values that a template fills in.'],
  source: 'Argo CD, user-guide/sync-options',
  wrong: example('CreateNamespaces=true # <--'),
  right: example('CreateNamespace=true'),
  *check({ set }) {
    for (const spec of applicationSpecs(set))
      for (const field of spec.items('syncPolicy.syncOptions')) yield* option(field, field.text ?? '', OF_APPLICATIONS);
    for (const manifest of annotated(set, KEY)) {
      const field = fieldOf(manifest, ANNOTATION);
      for (const one of (field.text ?? '').split(',')) yield* option(field, one.trim(), OF_OBJECTS);
    }
  },
});

function* option(
  field: Field,
  written: string,
  allowed: Readonly<Record<string, readonly string[]>>,
): Iterable<Report> {
  if (written === '' || written.includes('{{')) return;
  const [name = '', value] = written.split('=');
  const values = Object.hasOwn(allowed, name) ? allowed[name] : undefined;
  if (!values) {
    const near = didYouMean(name, Object.keys(allowed));
    const elsewhere = Object.hasOwn(OF_APPLICATIONS, name)
      ? 'It belongs into syncOptions of the Application.'
      : undefined;
    yield report(field, `"${name}" is no sync option`, { fix: near ? `Did you mean "${near}"?` : elsewhere });
  } else if (value === undefined || !values.includes(value))
    yield report(field, `"${written}": allowed is ${values.map((one) => `${name}=${one}`).join(', ')}`);
}
