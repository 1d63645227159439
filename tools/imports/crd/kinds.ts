import { argoKinds } from './groups/argo.js';
import { certManagerKinds } from './groups/cert-manager.js';
import { gatewayApiKinds } from './groups/gateway-api.js';
import { istioKinds } from './groups/istio.js';
import { kedaKinds } from './groups/keda.js';
import { monitoringKinds } from './groups/monitoring.js';
import { secretKinds } from './groups/secrets.js';
import type { CustomKind } from './kind.js';

/** Every custom resource that is read from a package. Flagger's are in no package: `imports/crds/flagger.app.yaml` is written by hand. */
export const customKinds: readonly CustomKind[] = [
  ...argoKinds,
  ...certManagerKinds,
  ...gatewayApiKinds,
  ...istioKinds,
  ...kedaKinds,
  ...monitoringKinds,
  ...secretKinds,
];
