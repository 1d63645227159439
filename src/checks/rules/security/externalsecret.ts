import { fieldOf } from '../../../manifest/field.js';
import type { Manifest } from '../../../manifest/manifest.js';
import type { ManifestSet } from '../../../manifest/manifest-set.js';
import { chartNamespaces, makers } from '../../../manifest/references/existing.js';
import { isTemplated } from '../../../manifest/references.js';
import { parseGoDuration } from '../../../values/duration.js';
import { missingTargets } from '../../references/missing-targets.js';
import { type Report, report, rule } from '../../rule.js';
import { fetchedAlike } from '../../security/fetched-alike.js';
import { oddSpellings } from '../../security/odd-spellings.js';
import { ownedTwice, targetOf } from '../../security/owned-targets.js';
import { rawPasswords } from '../../security/raw-passwords.js';
import { oddPaths } from '../../security/remote-keys.js';
import { lackingKey } from '../../security/secret-types.js';
import { templates } from '../../security/template-keys.js';

const example = (template: string) => `
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
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata:
  name: database
  namespace: api
spec:
  secretStoreRef:
    kind: SecretStore
    name: parameters
  target:
    template:
      data:
        url: ${template}
  data:
    - secretKey: user
      remoteRef:
        key: /shop/prod/database/user
    - secretKey: password
      remoteRef:
        key: /shop/prod/database/password
`;

export const externalsecret = rule({
  id: 'externalsecret',
  severity: 'error',
  what: 'An ExternalSecret cannot make its Secret, or makes it without what it fetched',
  why: 'The operator writes no Secret at all when one part fails; pods that read it stay in CreateContainerConfigError.',
  fix: 'Correct the name: a template reads what "data" fetches, by the same key.',
  exceptions: [
    'Templates that take their data apart (range, with), and keys that "dataFrom" brings: what is there cannot be known.',
    'Stores that a chart may bring: then it is a warning.',
  ],
  source: 'External Secrets, api/externalsecret; guides/templating; the operator, pkg/controllers/templating',
  wrong: example('"postgresql://{{ .user }}:{{ .pasword }}@db:5432/shop" # <--'),
  right: example('"postgresql://{{ .user }}:{{ .password }}@db:5432/shop"'),
  *check({ set, graph }) {
    for (const missing of missingTargets({ set, graph }, 'externalsecret'))
      yield { ...missing, why: 'The operator does not know where to ask: it writes no Secret.' };
    for (const manifest of set.kind('ExternalSecret')) {
      yield* typed(manifest, set);
      yield* merged(manifest, set);
      yield* interval(manifest);
      yield* rooted(manifest, set);
      yield* fetchedAlike(manifest);
      yield* templates(manifest);
    }
    for (const { manifest, owner } of ownedTwice(set)) {
      const name = fieldOf(manifest, 'spec.target.name');
      yield report(
        name.exists ? name : fieldOf(manifest, 'metadata.name'),
        `Secret "${targetOf(manifest)}" is also the target of ExternalSecret "${owner.ref.name}"`,
        {
          why: 'A Secret has one owner: the operator refuses the other, whose keys are missing. Which of them it is depends on the order.',
          fix: 'Give it a target of its own, put the data of both into one, or write creationPolicy: Merge here.',
        },
      );
    }
    yield* rawPasswords(set);
    for (const { field, path, usual } of oddSpellings(set))
      yield report(field, `path "${path}" is written "${usual}" elsewhere`, {
        severity: 'warning',
        why: 'If there is no such value, the operator finds nothing and writes no Secret.',
        fix: `Did you mean "${usual}"?`,
      });
    for (const { field, path, expected, got } of oddPaths(set))
      yield report(
        field,
        `"${path}" is of ${got === undefined ? 'no environment' : `environment "${got}"`}; the paths beside it are of "${expected}"`,
        {
          severity: 'warning',
          why: 'The value of another environment is read, or there is none: then no Secret is written.',
          fix: `Put "${expected}" where the others have it.`,
        },
      );
  },
});

/** What fills a Secret that is there, where nothing makes one. */
function* merged(manifest: Manifest, set: ManifestSet): Iterable<Report> {
  const policy = fieldOf(manifest, 'spec.target.creationPolicy');
  if (policy.text !== 'Merge') return;
  const { namespace } = manifest.ref;
  const target = targetOf(manifest);
  const others = set.inNamespace('ExternalSecret', namespace).filter((one) => one !== manifest);
  const isThere =
    set.find('Secret', namespace, target) !== undefined ||
    makers(set).get(`/Secret/${namespace ?? ''}/${target}`)?.by !== manifest ||
    others.some((one) => targetOf(one) === target) ||
    set.external.some(({ kind, name }) => kind === 'Secret' && name === target) ||
    // The installation of Argo CD brings its own: argocd-secret, argocd-notifications-secret.
    target.startsWith('argocd-') ||
    chartNamespaces(set).has(namespace ?? '');
  if (isThere || isTemplated(target)) return;
  yield report(policy, `creationPolicy Merge fills Secret "${target}", and nothing makes it`, {
    severity: 'warning',
    why: 'The operator waits for the Secret and writes none: whoever reads it stays in CreateContainerConfigError.',
    fix: 'Drop the field (Owner makes it), or declare the Secret that is there.',
  });
}

/** A Secret of a type that lacks the key of the type. */
function* typed(manifest: Manifest, set: ManifestSet): Iterable<Report> {
  const type = fieldOf(manifest, 'spec.target.template.type');
  const { namespace } = manifest.ref;
  const target = targetOf(manifest);
  const keys = makers(set).get(`/Secret/${namespace ?? ''}/${target}`)?.keys;
  const lacking = type.text === undefined || !keys ? undefined : lackingKey(type.text, keys);
  if (lacking === undefined) return;
  yield report(type, `a Secret of type ${type.text} has no key "${lacking}"`, {
    why: 'The API server refuses the Secret: whoever reads it or pulls with it gets nothing.',
    fix: `Add "${lacking}" to the template, or drop the type.`,
  });
}

/** Source: External Secrets reads it with Go's time.ParseDuration. */
function* interval(manifest: Manifest): Iterable<Report> {
  const field = fieldOf(manifest, 'spec.refreshInterval');
  if (field.text === undefined || isTemplated(field.text) || parseGoDuration(field.text) !== undefined) return;
  yield report(field, `"${field.text}" is no duration`, {
    why: 'The operator cannot read the object: it writes no Secret, and may stop reading others.',
    fix: 'Hours, minutes and seconds: 24h, 30m, 1h30m.',
  });
}

/** Source: AWS Systems Manager, PutParameter: a name with a hierarchy begins with a slash. */
function* rooted(manifest: Manifest, set: ManifestSet): Iterable<Report> {
  const reference = fieldOf(manifest, 'spec.secretStoreRef');
  const kind = reference.at('kind').text ?? 'SecretStore';
  const namespace = kind === 'ClusterSecretStore' ? undefined : manifest.ref.namespace;
  const store = set.find(kind, namespace, reference.at('name').text ?? '');
  if (!store || fieldOf(store, 'spec.provider.aws.service').text !== 'ParameterStore') return;
  const prefix = fieldOf(store, 'spec.provider.aws.prefix');
  for (const row of fieldOf(manifest).items('spec.data')) {
    const key = row.at('remoteRef.key');
    const { text = '' } = key;
    if (prefix.exists || isTemplated(text) || !text.includes('/') || /^(?:\/|arn:)/.test(text)) continue;
    yield report(key, `path "${text}" does not begin with a slash`, {
      why: 'A parameter with a path has none of that name: the operator finds nothing and writes no Secret.',
      fix: `Write /${text}.`,
    });
  }
}
