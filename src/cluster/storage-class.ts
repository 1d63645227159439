/** A class of volumes that the fleet's manifests make. */
export interface StorageClass {
  readonly kind: 'storage-class';
  readonly name: string;
  /** The driver that makes the volumes. */
  readonly provisioner: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** What is chosen of volumes of AWS EBS. */
export interface EbsProps {
  /** Source: AWS EBS CSI driver, "StorageClass parameters". */
  readonly type: 'gp3' | 'gp2' | 'io2' | 'st1' | 'sc1';
}

/**
 * Volumes of AWS EBS, encrypted with the account's own key. They lie in one availability zone: a pod finds its volume
 * only on nodes of that zone.
 */
export function ebs(name: string, { type }: EbsProps): StorageClass {
  return {
    kind: 'storage-class',
    name,
    provisioner: 'ebs.csi.aws.com',
    parameters: { type, encrypted: 'true', 'csi.storage.k8s.io/fstype': 'ext4' },
  };
}
