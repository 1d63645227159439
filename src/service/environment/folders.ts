/** The folder of Argo CD's own objects beside those of the services. */
export const argocdFolder = 'argocd';
/** The folder, and the Application, of what everything else stands on: namespaces and cluster-wide classes. */
export const platformFolder = 'platform';
/** The folder, and the Application, of what watches all of it. */
export const monitoringFolder = 'monitoring';
