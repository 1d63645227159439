/** Kinds that are checked and never authored here: no class is made of them. `group/Kind`. */
export const schemaOnly: ReadonlySet<string> = new Set([
  'argoproj.io/AnalysisRun',
  'argoproj.io/Experiment',
  'monitoring.coreos.com/Alertmanager',
  'monitoring.coreos.com/Prometheus',
  'networking.istio.io/EnvoyFilter',
  'networking.istio.io/WorkloadEntry',
]);
