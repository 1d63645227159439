import { sealedsecret } from '../../../../src/checks/rules/security/sealedsecret.js';
import { findings } from '../../findings.js';

/** Made up: nothing was sealed. */
const value = (fill: string) =>
  Buffer.concat([Buffer.from([1, 0]), Buffer.alloc(256, fill), Buffer.alloc(20, fill)]).toString('base64');
const made = (name: string, encrypted: string, more = '', annotations = '') =>
  `---\n{apiVersion: bitnami.com/v1alpha1, kind: SealedSecret, metadata: {name: ${name}, namespace: api${annotations}}, spec: {encryptedData: {k: ${encrypted}}${more}}}\n`;
const scope = (of: string) => `, annotations: {sealedsecrets.bitnami.com/${of}: "true"}`;

test('renamed, or moved to another namespace', () => {
  expect(findings(sealedsecret, made('b', value('x'), ', template: {metadata: {name: a, namespace: web}}'))).toEqual([
    'error spec.template.metadata.name: it was sealed for the name "a", and stands under "b"',
    'error spec.template.metadata.namespace: it was sealed for the namespace "web", and stands under "api"',
  ]);
});

test('a wider scope lets it move', () => {
  const other = ', template: {metadata: {name: a}}';
  expect(findings(sealedsecret, made('b', value('x'), other, scope('namespace-wide')))).toEqual([]);
  expect(
    findings(sealedsecret, made('b', value('x'), ', template: {metadata: {namespace: x}}', scope('cluster-wide'))),
  ).toEqual([]);
});

test('copied', () => {
  expect(findings(sealedsecret, made('a', value('x')) + made('b', value('x')))).toEqual([
    'error spec.encryptedData.k: "k" is a copy of what SealedSecret api/a has',
  ]);
  expect(findings(sealedsecret, made('a', value('x')) + made('b', value('y')))).toEqual([]);
  const wide = scope('namespace-wide');
  expect(findings(sealedsecret, made('a', value('x'), '', wide) + made('b', value('x'), '', wide))).toEqual([]);
});

test.each([
  ['"!"', 'it is not base64'],
  ['AgAB', 'it is too short'],
])('a value that cannot have been sealed: %s', (text, why) => {
  expect(findings(sealedsecret, made('a', text))).toEqual([
    `error spec.encryptedData.k: "k" is no sealed value: ${why}`,
  ]);
});
