import { diffSets } from '../../src/diff/diff.js';
import { diffJson } from '../../src/diff/json.js';
import { renderDiff } from '../../src/diff/render-text.js';
import { shownObject } from '../../src/diff/without-secrets.js';
import { setOf } from '../manifest/set-of.js';
import { madeUpSecrets } from '../values/made-up-secrets.js';

const before = `
apiVersion: v1
kind: Secret
metadata: {name: s, namespace: api}
stringData: {anything: made-up-before}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: c, namespace: api}
data: {LEVEL: INFO, DB_PASSWORD: made-up-before}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: d, namespace: api}
spec:
  selector: {matchLabels: {app: d}}
  template:
    metadata: {labels: {app: d}}
    spec: {containers: [{name: c, image: "x:1", env: [{name: DB_PASSWORD, value: made-up-before}]}]}
`;

test('neither side of a secret is shown, whatever holds it; settings are', () => {
  const after = before.replaceAll('made-up-before', 'made-up-after').replace('INFO', 'DEBUG');
  const diff = diffSets(
    setOf(before),
    setOf(after.replace('env: [', 'env: [{name: API_TOKEN, value: made-up-7token}, ')),
  );
  const shown = renderDiff(diff, { width: 200 }) + diffJson([diff], []);
  expect(shown).not.toContain('made-up');
  expect(shown).toContain('INFO → DEBUG');
  expect(shown).toContain('(hidden, 14 characters) → (hidden, 13 characters)');
});

test('of a hundred made-up secrets at most 5 are shown', () => {
  const secrets = madeUpSecrets(100).map(({ name, value }, i) => ({ name: `${name}_${i}`, value }));
  const config = (values: readonly { name: string; value: string }[]) =>
    setOf(
      `{apiVersion: v1, kind: ConfigMap, metadata: {name: c, namespace: api}, data: ${JSON.stringify(
        Object.fromEntries(values.map(({ name, value }) => [name, value])),
      )}}`,
    );
  const diff = diffSets(config(secrets.map(({ name }) => ({ name, value: 'none' }))), config(secrets));
  const json = diffJson([diff], []);
  expect(secrets.filter(({ value }) => json.includes(JSON.stringify(value).slice(1, -1))).length).toBeLessThanOrEqual(
    5,
  );
});

test('the name of a key is none', () => {
  const external = (key: string) =>
    setOf(
      `{apiVersion: external-secrets.io/v1, kind: ExternalSecret, metadata: {name: e, namespace: api}, spec: {data: [{secretKey: ${key}, remoteRef: {key: /a}}]}}`,
    );
  const diff = diffSets(external('access-key-id'), external('secret-access-key-2'));
  expect(renderDiff(diff, { width: 200 })).toContain('access-key-id');
  expect(renderDiff(diff, { width: 200 })).not.toContain('hidden');
});

test('a whole object shows none, and is the same but for that', () => {
  for (const { object } of setOf(before).manifests) {
    expect(JSON.stringify(shownObject(object))).not.toContain('made-up');
    expect(JSON.stringify(shownObject(object)).replace(/\(hidden, 14 characters\)/g, 'made-up-before')).toBe(
      JSON.stringify(object),
    );
  }
});
