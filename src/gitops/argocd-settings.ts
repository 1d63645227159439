import { KubeConfigMap } from 'cdk8s-plus-28/lib/imports/k8s';
import type { Construct } from 'constructs';
import { emit } from '../construct/emit.js';
import { preset } from '../construct/traced.js';
import { argocdNamespace } from './application.js';
import { type Detection, detectionSettings } from './detection.js';

/**
 * Settings of Argo CD itself: how it knows its objects, how often it asks Git where the fleet says so, and the health of
 * its own Applications, which it lacks: without it an Application of Applications does not wait between waves. The root
 * Application applies them with server-side apply, so that it owns these keys of `argocd-cm` and leaves the
 * installation's other keys alone, and never prunes it.
 * Source: Argo CD, "Resource Health: Argo CD App", "Resource Tracking", "Sync Options: Server-Side Apply".
 */
export function argocdSettings(scope: Construct, detection: Detection | undefined): void {
  emit(scope, 'argocd-cm', KubeConfigMap, {
    metadata: {
      name: 'argocd-cm',
      namespace: argocdNamespace,
      labels: { 'app.kubernetes.io/name': 'argocd-cm', 'app.kubernetes.io/part-of': 'argocd' },
      annotations: {
        'argocd.argoproj.io/sync-options': preset(
          'ServerSideApply=true,Prune=false',
          'the rest of this ConfigMap belongs to the installation of Argo CD',
        ),
      },
    },
    data: {
      // What Argo CD does by itself from 3.0 on.
      'application.resourceTrackingMethod': preset(
        'annotation',
        'charts and operators set the label too that it would go by: it would take their objects for its own',
      ),
      ...detectionSettings(scope, detection),
      'resource.customizations.health.argoproj.io_Application': preset(
        healthScript,
        'an Application counts as healthy when its own objects are',
      ),
    },
  });
}

const healthScript = `local health = { status = "Progressing", message = "" }
if obj.status ~= nil and obj.status.health ~= nil then
  health.status = obj.status.health.status
  health.message = obj.status.health.message or ""
end
return health
`;
