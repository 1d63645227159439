import type { ApplicationSource } from '../../manifest/argocd/application-sources.js';

// Repositories whose manifests hold a Namespace beside the operator. Source: their config/installation, config/namespace.
const NAMESPACES: readonly { readonly repository: RegExp; readonly path: RegExp; readonly name: string }[] = [
  {
    repository: /github\.com\/rabbitmq\/(?:cluster-operator|messaging-topology-operator)(?:\.git)?$/,
    path: /^config\/(?:installation|default)(?:\/|$)/,
    name: 'rabbitmq-system',
  },
];

/** The Namespace that the manifests of another repository bring along, where that is known and no patch deletes it. */
export function remoteNamespace({ source }: ApplicationSource): string | undefined {
  const [url, path] = ['repoURL', 'path'].map((key) => source.at(key).text ?? '');
  const known = NAMESPACES.find((one) => one.repository.test(url ?? '') && one.path.test(path ?? ''));
  const isDeleted = source
    .items('kustomize.patches')
    .some(
      (patch) => patch.at('target.kind').text === 'Namespace' && /\$patch:\s*delete/.test(patch.at('patch').text ?? ''),
    );
  return isDeleted ? undefined : known?.name;
}
