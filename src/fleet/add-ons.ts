import {
  argoRollouts,
  awsLoadBalancerController,
  blackboxExporter,
  ebsCsiDriver,
  externalSecrets,
  kubePrometheusStackChart,
  metricsServer,
} from '@eco2/manifests';

// Beside Prometheus, on the machine with room: those of the services are small, and theirs alone.
const monitoring = {
  nodeSelector: { workload: 'monitoring' },
  tolerations: [{ key: 'node-role.kubernetes.io/infrastructure', operator: 'Exists', effect: 'NoSchedule' }],
};

/** What prod stands on. */
export const thirteenNodes = [
  ebsCsiDriver({ values: { controller: monitoring } }),
  awsLoadBalancerController({ clusterName: 'ecoeco', values: monitoring }),
  externalSecrets({ values: { ...monitoring, certController: monitoring, webhook: monitoring } }),
  argoRollouts({ values: { controller: monitoring } }),
  // The kubelets of kubeadm sign their certificates themselves.
  metricsServer({ values: { ...monitoring, args: ['--kubelet-insecure-tls'] } }),
  blackboxExporter({ values: monitoring }),
  kubePrometheusStackChart({ values: { prometheus: { prometheusSpec: monitoring }, prometheusOperator: monitoring } }),
];

/** What a laptop needs: it brings its own StorageClass and ingress controller. */
export const laptop = [externalSecrets()];
