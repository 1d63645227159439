import { validateSchema } from '../../imports/validate.js';
import { ebs } from '../../src/cluster/storage-class.js';
import { storageClass } from '../../src/platform/storage-class.js';
import { labels, manifests } from './synth-platform.js';

const [object] = manifests((scope) => storageClass(scope, ebs('fast', { type: 'gp3' }), labels));

it('keeps volumes whose claims are deleted, and makes them where their pods run', () => {
  expect(object).toMatchObject({
    metadata: { name: 'fast' },
    provisioner: 'ebs.csi.aws.com',
    reclaimPolicy: 'Retain',
    volumeBindingMode: 'WaitForFirstConsumer',
    allowVolumeExpansion: true,
  });
});

it('is what a claim without a class gets', () => {
  expect(object.metadata.annotations).toEqual({ 'storageclass.kubernetes.io/is-default-class': 'true' });
});

it('encrypts, and says the file system: without one the kubelet cannot give the volume to a group', () => {
  expect(object.parameters).toEqual({ type: 'gp3', encrypted: 'true', 'csi.storage.k8s.io/fstype': 'ext4' });
});

it('is valid', () => {
  expect(validateSchema(object, '1.28')).toEqual({ known: true, errors: [] });
});
