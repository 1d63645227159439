import { type Field, fieldOf } from '../../../manifest/field.js';
import type { Manifest } from '../../../manifest/manifest.js';
import type { ManifestSet } from '../../../manifest/manifest-set.js';
import { isTemplated } from '../../../manifest/references.js';
import { listed } from '../../../values/listed.js';
import { foreignHosts, gatewaySelector } from '../../network/gateway-policies.js';
import { declaredProviders, provider } from '../../network/mesh-providers.js';
import { stalePaths } from '../../network/stale-paths.js';
import { type Report, report, rule } from '../../rule.js';

const example = (path: string, mark = '') => `
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata:
  name: cart
  namespace: shop
spec:
  action: DENY
  rules:
    - to:
        - operation:
            paths:
              - ${path}${mark}
`;

export const authz = rule({
  id: 'authz',
  severity: 'error',
  what: 'A policy of the mesh names a path, a caller or a provider that it can never meet',
  why: 'The rule matches nothing: what it should refuse passes, or what it should let through is refused.',
  fix: 'Write paths as x, x*, *x or *; callers as cluster.local/ns/NAMESPACE/sa/ACCOUNT; providers as meshConfig names them.',
  exceptions: [
    'Path templates of Istio 1.22: {*} for a segment, {**} as the last one.',
    'Providers, where no settings of the mesh are among the manifests.',
    'Paths that no route serves are a warning.',
  ],
  source: 'istio/api, security/v1 AuthorizationPolicy; telemetry/v1 Telemetry; mesh/v1alpha1 ExtensionProvider',
  wrong: example('/admin/*/delete', ' # <--'),
  right: example('/admin/*'),
  *check({ set }) {
    for (const policy of set.kind('AuthorizationPolicy')) {
      const root = fieldOf(policy);
      for (const entry of root.items('spec.rules')) {
        for (const to of entry.items('to')) {
          yield* paths(to.at('operation'));
          yield* foreignHosts(to.at('operation'), set);
        }
        for (const from of entry.items('from')) yield* callers(from.at('source'), set);
      }
      yield* provider(root.at('spec.provider.name'), 'authorization', set);
      if (root.at('spec.action').text === 'CUSTOM' && !root.at('spec.provider').exists)
        yield report(root.at('spec.action'), 'action CUSTOM without a provider', {
          fix: 'Add provider.name: one of extensionProviders in meshConfig.',
        });
      yield* gatewaySelector(root.at('spec.selector.matchLabels'), set);
      yield* stale(policy, set);
    }
    for (const telemetry of set.fields('Telemetry'))
      for (const kind of ['tracing', 'metrics', 'accessLogging'] as const)
        for (const one of telemetry.items(`spec.${kind}`))
          for (const name of one.items('providers')) yield* provider(name.at('name'), kind, set);
    yield* declaredProviders(set);
  },
});

function* paths(operation: Field): Iterable<Report> {
  for (const field of [...operation.items('paths'), ...operation.items('notPaths')]) {
    const { text } = field;
    if (text !== undefined && !isTemplated(text) && !/^[/*{]/.test(text))
      yield report(field, `path "${text}" begins with neither "/" nor "*"`, { fix: `Write "/${text}".` });
    if (text === undefined || !isLiteralStar(text)) continue;
    yield report(field, `path "${text}" has a "*" in its midst, which is read as the letter`, {
      fix: 'Write {*} for one segment (Istio 1.22), or end the path with *.',
    });
  }
}

function isLiteralStar(path: string): boolean {
  const plain = path.replaceAll(/\{\*\*?\}/g, '');
  return plain.length > 1 && plain.slice(1, -1).includes('*');
}

function* callers(source: Field, set: ManifestSet): Iterable<Report> {
  for (const field of [...source.items('principals'), ...source.items('notPrincipals')]) {
    const { text } = field;
    if (text === undefined || text.includes('*')) continue;
    const [, namespace, account] = /^[^/]+\/ns\/([^/]+)\/sa\/([^/]+)$/.exec(text) ?? [];
    if (namespace === undefined || account === undefined)
      yield report(field, `principal "${text}" is not cluster.local/ns/NAMESPACE/sa/ACCOUNT`);
    else yield* used(field, namespace, account, set);
  }
  const accounts = source.at('serviceAccounts');
  if (accounts.exists && (source.at('principals').exists || source.at('namespaces').exists))
    yield report(accounts, 'serviceAccounts stands beside principals or namespaces: Istio takes one or the other');
}

/** A ServiceAccount that no pod runs as, in a namespace whose pods are shown. */
function* used(field: Field, namespace: string, account: string, set: ManifestSet): Iterable<Report> {
  const pods = set.pods(namespace, { labels: new Map(), expressions: [] });
  if (pods.length === 0 || !set.owns('ServiceAccount', namespace)) return;
  if (pods.some(({ spec }) => (spec.at('serviceAccountName').text ?? 'default') === account)) return;
  yield report(field, `no pod of namespace "${namespace}" runs as ServiceAccount "${account}"`, {
    severity: 'warning',
  });
}

/** Paths of exceptions whose routes have moved. */
function* stale(policy: Manifest, set: ManifestSet): Iterable<Report> {
  const [first, ...rest] = stalePaths(policy, set);
  if (!first) return;
  const names = [first, ...rest].map(({ text }) => `"${text ?? ''}"`);
  yield report(first, `no route of these hosts serves ${listed(names)}`, {
    severity: 'warning',
    why: 'The exception is for a path that is gone: the one that took its place is not excepted.',
    fix: 'Write the paths as the routes have them, or take them out.',
  });
}
