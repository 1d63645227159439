import { listed, quoted } from '../../../values/listed.js';
import type { Suspicion } from '../../../values/secret-text.js';
import { report, rule } from '../../rule.js';
import { literalSecrets, openSecrets } from '../../security/literal-secrets.js';

export const secretLiteral = rule({
  id: 'secret-literal',
  severity: 'error',
  what: 'A secret stands in a manifest in plain text',
  why: 'Whoever reads the repository or the pod has it, for ever: it stays in the history of Git.',
  fix: "Read it from a Secret that an ExternalSecret or a SealedSecret makes; in a fleet: const own = secret('…', { keys: ['password'] }), and env: { NAME: own.key.password }. And replace the secret itself: it is known now.",
  exceptions: [
    'Where it lies: variables and keys that end in _FILE, _PATH, _NAME, _URL, _TTL and the like.',
    'What is filled in later: "$(NAME)", "{{ .name }}".',
    'Numbers, UUIDs, digests, ARNs, and what is plainly put there to be replaced.',
  ],
  source: 'Kubernetes, concepts/security/secrets-good-practices',
  wrong: `
apiVersion: v1
kind: Pod
metadata:
  name: shop
  namespace: api
spec:
  containers:
    - name: app
      image: ghcr.io/team/shop:1.0.0
      env:
        - name: DB_PASSWORD
          value: made-up-for-this-page # <--
`,
  right: `
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata:
  name: shop
  namespace: api
spec:
  secretStoreRef:
    kind: SecretStore
    name: parameters
  data:
    - secretKey: password
      remoteRef:
        key: /prod/shop/password
---
apiVersion: external-secrets.io/v1
kind: SecretStore
metadata:
  name: parameters
  namespace: api
spec:
  provider:
    aws:
      service: ParameterStore
      region: eu-central-1
---
apiVersion: v1
kind: Pod
metadata:
  name: shop
  namespace: api
spec:
  containers:
    - name: app
      image: ghcr.io/team/shop:1.0.0
      env:
        - name: DB_PASSWORD
          valueFrom:
            secretKeyRef:
              name: shop
              key: password
`,
  *check({ set }) {
    const said = new Set<string>();
    for (const { field, holder, is } of literalSecrets(set)) {
      const key = JSON.stringify([field.manifest.ref, field.path]);
      if (said.has(key)) continue;
      said.add(key);
      yield report(field, `${holder} holds ${describe(is)}`, {
        severity: is.sure ? undefined : 'warning',
        ...(is.sure
          ? {}
          : {
              fix: 'If it is one: read it from a Secret, in a fleet by secret(…). If it is none, accept the finding with the reason.',
            }),
      });
    }
    for (const { field, keys } of openSecrets(set)) {
      yield report(field, `the Secret has ${listed(quoted(keys))} in Git`, {
        why: 'Base64 hides nothing: whoever reads the repository has it, for ever.',
        fix: 'Let an ExternalSecret make it, or seal it: eco secret seal.',
      });
    }
  },
});

function describe({ kind, length }: Suspicion): string {
  return `${kind} (${length} characters)`;
}
