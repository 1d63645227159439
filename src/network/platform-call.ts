import type { Manifest } from '../manifest/manifest.js';
import type { End } from './ends.js';

/** A connection that the platform needs and a manifest asks for: by an Ingress, a monitor, a mesh, a webhook. */
export interface PlatformCall {
  readonly by: Manifest;
  /** What does not happen when it is closed. */
  readonly loss: 'requests' | 'metrics' | 'sidecar' | 'webhook' | 'operator' | 'store';
  /** Undefined: somebody outside the pod's namespace, nobody knows who. */
  readonly from: End | undefined;
  readonly to: End;
  readonly port: number;
}
