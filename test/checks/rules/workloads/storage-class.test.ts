import { storageClass } from '../../../../src/checks/rules/workloads/storage-class.js';
import { findings } from '../../findings.js';

const kind = (name: string, provisioner = 'ebs.csi.aws.com') =>
  `---\n{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: ${name}}, provisioner: ${provisioner}}\n`;
const claim = (name: string) =>
  `---\n{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: c, namespace: api}, spec: {storageClassName: ${name}}}\n`;
const check = (text: string) => findings(storageClass, text);

test('a class that is not declared', () => {
  expect(check(kind('gp3') + claim('gp2'))).toEqual([
    'error spec.storageClassName: StorageClass "gp2" does not exist in the cluster',
  ]);
});

test('of an operator too', () => {
  const elastic =
    '---\n{apiVersion: elasticsearch.k8s.elastic.co/v1, kind: Elasticsearch, metadata: {name: e, namespace: api}, spec: {nodeSets: [{volumeClaimTemplates: [{spec: {storageClassName: fast}}]}]}}\n';
  expect(check(kind('gp3') + elastic)).toEqual([
    'error spec.nodeSets[0].volumeClaimTemplates[0].spec.storageClassName: StorageClass "fast" does not exist in the cluster',
  ]);
});

test('a provisioner that left Kubernetes', () => {
  expect(check(kind('gp3', 'kubernetes.io/aws-ebs'))).toEqual([
    'warning provisioner: provisioner "kubernetes.io/aws-ebs" is no longer part of Kubernetes',
  ]);
});

test('volumes of a class are not recycled', () => {
  const policy = (name: string) => check(kind('gp3', `ebs.csi.aws.com, reclaimPolicy: ${name}`));
  expect(policy('Recycle')).toEqual(['error reclaimPolicy: a StorageClass cannot recycle its volumes']);
  expect(policy('Retain')).toEqual([]);
});

const shared = (more = '') => claim('gp3').replace('gp3}', `gp3, accessModes: [ReadWriteMany]${more}}`);

test('a disk that is to be of several nodes', () => {
  expect(check(kind('gp3') + shared())).toEqual([
    'error spec.accessModes[0]: a volume of "ebs.csi.aws.com" is a disk, which cannot be ReadWriteMany',
  ]);
  expect(check(kind('gp3') + shared(', volumeMode: Block'))).toEqual([]);
  expect(check(kind('gp3', 'efs.csi.aws.com') + shared())).toEqual([]);
});

test.each([
  ['a class that is declared', kind('gp3') + claim('gp3')],
  ['no class of its own', claim('standard')],
  ['a volume made by hand', kind('gp3') + claim('""')],
])('silent: %s', (_, text) => {
  expect(check(text)).toEqual([]);
});

test('a class that the values of a chart name', () => {
  const chart = (name: string) =>
    `---\n{apiVersion: argoproj.io/v1alpha1, kind: Application, metadata: {name: a, namespace: argocd}, spec: {source: {repoURL: u, chart: c, helm: {valuesObject: {primary: {persistence: {storageClass: "${name}"}}}}}}}\n`;
  expect(check(kind('gp3') + chart('gp2'))).toEqual([
    'error spec.source.helm.valuesObject.primary.persistence.storageClass: StorageClass "gp2" does not exist',
  ]);
  for (const name of ['gp3', '', '-']) expect(check(kind('gp3') + chart(name))).toEqual([]);
  expect(check(chart('gp2'))).toEqual([]);
});
