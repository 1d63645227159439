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
  tolerations: [{ key: 'node-role.kubernetes.io/infrastructure', operator: 'Exists' as const, effect: 'NoSchedule' }],
};

/** What the scheduler keeps free for a pod; no less memory is ever taken from it for the sake of others. */
const room = (cpu: string, memory: string) => ({ resources: { requests: { cpu, memory } } });
const small = { ...monitoring, ...room('20m', '64Mi') };

const prometheus = {
  ...room('400m', '2Gi'),
  // Thirty-five days of metrics; without a volume the error budgets would begin anew with each restart.
  storageSpec: {
    volumeClaimTemplate: {
      spec: {
        storageClassName: 'gp3',
        accessModes: ['ReadWriteOnce'],
        resources: { requests: { storage: '50Gi' } },
      },
    },
  },
};

// kubeadm lets them listen on the loopback alone: their targets would be down for ever.
const unreachable = {
  kubeControllerManager: { enabled: false },
  kubeScheduler: { enabled: false },
  kubeEtcd: { enabled: false },
  kubeProxy: { enabled: false },
};

const stack = kubePrometheusStackChart({
  nodes: monitoring,
  values: {
    ...unreachable,
    prometheus: { prometheusSpec: prometheus },
    alertmanager: { alertmanagerSpec: room('20m', '64Mi') },
    grafana: room('100m', '256Mi'),
    prometheusOperator: room('50m', '128Mi'),
    'kube-state-metrics': room('20m', '64Mi'),
  },
});

/** What prod stands on. */
export const thirteenNodes = [
  ebsCsiDriver({ values: { controller: monitoring } }),
  awsLoadBalancerController({ clusterName: 'ecoeco', values: { ...small, replicaCount: 2 } }),
  externalSecrets({ values: { ...small, certController: small, webhook: small } }),
  argoRollouts({ values: { controller: { ...small, replicas: 2 } } }),
  // The kubelets of kubeadm sign their certificates themselves.
  metricsServer({ values: { ...monitoring, ...room('100m', '200Mi'), args: ['--kubelet-insecure-tls'] } }),
  blackboxExporter({ values: small }),
  // Its volume needs the driver, and a StorageClass of the wave in which it comes then.
  { ...stack, after: 'aws-ebs-csi-driver' },
];

/** What a laptop needs: it brings its own StorageClass and ingress controller. */
export const laptop = [externalSecrets()];
