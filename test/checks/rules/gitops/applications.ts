/** An Application in flow style; `spec` is more of its spec. */
export function application(name: string, spec: string, annotations = '{}', kind = 'Application'): string {
  const own = `{destination: {server: "https://kubernetes.default.svc", namespace: api}, ${spec}}`;
  return `---
apiVersion: argoproj.io/v1alpha1
kind: ${kind}
metadata: {name: ${name}, namespace: argocd, annotations: ${annotations}}
spec: ${kind === 'Application' ? own : `{generators: [{list: {elements: [{name: x}]}}], template: {metadata: {name: "${name}-{{name}}"}, spec: ${own}}}`}
`;
}

/** The annotation of a sync wave. */
export function wave(number: number): string {
  return `{argocd.argoproj.io/sync-wave: "${number}"}`;
}
