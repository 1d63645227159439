import { applicationSources, valueBelow } from '../../../manifest/argocd/application-sources.js';
import { type Field, fieldOf } from '../../../manifest/field.js';
import type { ManifestSet } from '../../../manifest/manifest-set.js';
import { isTemplated, type Reference } from '../../../manifest/references.js';
import { quoted } from '../../../values/listed.js';
import { missingTargets } from '../../references/missing-targets.js';
import { type Report, report, rule } from '../../rule.js';

const example = (storageClassName: string) => `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: gp3
provisioner: ebs.csi.aws.com
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: shop
  namespace: api
spec:
  storageClassName: ${storageClassName}
  accessModes: [ReadWriteOnce]
  resources: { requests: { storage: 1Gi } }
`;

export const storageClass = rule({
  id: 'storage-class',
  severity: 'error',
  what: 'A volume asks for a StorageClass that there is not, or a class for a provisioner that is gone',
  why: 'The claim stays Pending, and the pod with it.',
  fix: 'Name a class that is declared.',
  exceptions: ['Where the set declares no StorageClass, the cluster brings them: nothing is said.'],
  source: 'Kubernetes, concepts/storage/storage-classes; kubernetes-sigs/aws-ebs-csi-driver, docs/parameters.md',
  wrong: example('gp3-storage # <--'),
  right: example('gp3'),
  *check({ set, graph }) {
    const classes = set.kind('StorageClass');
    // An empty name means: no class, a volume made by hand.
    if (classes.length > 0) yield* missingTargets({ set, graph }, 'storage-class', ({ to }) => to.name !== '');
    if (classes.length > 0) yield* ofCharts(set, new Set(classes.map(({ ref }) => ref.name)));
    for (const edge of graph.all) if (edge.row.checkedBy === 'storage-class') yield* modes(edge);
    for (const manifest of classes) {
      const policy = fieldOf(manifest, 'reclaimPolicy');
      // Source: Kubernetes, concepts/storage/storage-classes#reclaim-policy: Recycle is for volumes made by hand.
      if (policy.text === 'Recycle')
        yield report(policy, 'a StorageClass cannot recycle its volumes', {
          why: 'The API server refuses the class: claims that name it stay Pending.',
          fix: 'Write Delete, or Retain to keep the data.',
        });
      const provisioner = fieldOf(manifest, 'provisioner');
      const driver = DRIVERS.get(provisioner.text ?? '');
      if (driver === undefined) continue;
      yield report(provisioner, `provisioner "${provisioner.text}" is no longer part of Kubernetes`, {
        severity: 'warning',
        why: 'Kubernetes hands it to the CSI driver, if that is there; its newer parameters are refused under the old name.',
        fix: `Write ${driver}.`,
      });
    }
  },
});

/** Source: Kubernetes, concepts/storage/volumes#csi-migration. */
const DRIVERS = new Map([
  ['kubernetes.io/aws-ebs', 'ebs.csi.aws.com'],
  ['kubernetes.io/gce-pd', 'pd.csi.storage.gke.io'],
  ['kubernetes.io/azure-disk', 'disk.csi.azure.com'],
  ['kubernetes.io/azure-file', 'file.csi.azure.com'],
  ['kubernetes.io/cinder', 'cinder.csi.openstack.org'],
  ['kubernetes.io/vsphere-volume', 'csi.vsphere.vmware.com'],
]);

// Disks, each of one node at a time. Source: the README of each driver, "access modes".
const DISKS = new Set(['ebs.csi.aws.com', 'pd.csi.storage.gke.io', 'disk.csi.azure.com', 'cinder.csi.openstack.org']);

/** A claim for a disk that is to be of several nodes. */
function* modes({ from, path, target }: Reference): Iterable<Report> {
  if (target.is !== 'manifest') return;
  const provisioner = fieldOf(target.manifest, 'provisioner').text ?? '';
  if (!DISKS.has(DRIVERS.get(provisioner) ?? provisioner)) return;
  const claim = fieldOf(from, path.slice(0, -1));
  const mode = claim.items('accessModes').find(({ text }) => text === 'ReadWriteMany');
  if (!mode || claim.at('volumeMode').text === 'Block') return;
  yield report(mode, `a volume of "${provisioner}" is a disk, which cannot be ReadWriteMany`, {
    why: 'The driver refuses to make it: the claim and the pods that need it stay Pending.',
    fix: 'Write ReadWriteOnce, or take a class of shared files (efs.csi.aws.com).',
  });
}

/** Classes that the values of charts name. `-` is what charts write for none. */
function* ofCharts(set: ManifestSet, known: ReadonlySet<string>): Iterable<Report> {
  for (const source of applicationSources(set))
    for (const field of source.source.at('chart').exists ? classesBelow(valueBelow(source, [])) : []) {
      const { text } = field;
      if (text === undefined || text === '' || text === '-' || isTemplated(text) || known.has(text)) continue;
      yield report(field, `StorageClass "${text}" does not exist`, {
        fix: `Name one that does: ${quoted([...known]).join(', ')}.`,
      });
    }
}

function classesBelow(field: Field): Field[] {
  return field
    .entries()
    .flatMap(([key, value]) => (/^storageClass(?:Name)?$/.test(key) ? [value] : classesBelow(value)))
    .concat(field.items().flatMap(classesBelow));
}
