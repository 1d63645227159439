import type { PodSecurityContext, SecurityContext } from 'cdk8s-plus-28/lib/imports/k8s';
import { type Draft, preset } from '../traced.js';

const restricted = 'the Pod Security Standard "restricted" asks for it';

/** User and group of a container that does not say which: an image's named user cannot be checked by the kubelet. */
const defaultUser = 1000;

/**
 * Pod level of the Pod Security Standard "restricted".
 * @param volumes whether the pod writes to persistent volumes, which then belong to its group
 */
export function podSecurity(volumes: boolean, user = defaultUser): Draft<PodSecurityContext> {
  return {
    runAsNonRoot: preset(true, restricted),
    runAsUser: preset(user, 'the kubelet can tell that a number is not root; it cannot for a name'),
    ...(volumes && {
      fsGroup: preset(user, "the volume must be writable for the container's group"),
      fsGroupChangePolicy: preset('OnRootMismatch', 'no walk through the whole volume at each start'),
    }),
    seccompProfile: { type: preset('RuntimeDefault', restricted) },
  };
}

/** Container level of "restricted", with a read-only root file system besides. */
export function containerSecurity(): Draft<SecurityContext> {
  return {
    allowPrivilegeEscalation: preset(false, restricted),
    capabilities: { drop: preset(['ALL'], restricted) },
    readOnlyRootFilesystem: preset(true, 'what an intruder cannot write they cannot run'),
  };
}
