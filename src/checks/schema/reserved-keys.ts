/**
 * Names of labels and annotations that only Kubernetes or a controller gives a meaning to, and the domain under which
 * they are read. Source: Kubernetes, reference/labels-annotations-taints; the controllers' own pages of annotations.
 */
const RESERVED: readonly { readonly meant: string; readonly like: RegExp }[] = [
  { meant: 'alb.ingress.kubernetes.io', like: /^alb\.ingress\./ },
  { meant: 'nginx.ingress.kubernetes.io', like: /^nginx\.ingress\./ },
  { meant: 'external-dns.alpha.kubernetes.io', like: /^external-dns\.alpha\./ },
  { meant: 'storageclass.kubernetes.io', like: /^storageclass\./ },
  { meant: 'ingressclass.kubernetes.io', like: /^ingressclass\./ },
  { meant: 'pod-security.kubernetes.io', like: /^pod-security\./ },
  { meant: 'service.beta.kubernetes.io', like: /^service\.beta\./ },
  { meant: 'node-role.kubernetes.io', like: /^node-role\./ },
  { meant: 'topology.kubernetes.io', like: /^topology\./ },
  { meant: 'sidecar.istio.io', like: /^sidecar\./ },
];

/** Names that have their meaning under one domain alone. */
const NAMES: Readonly<Record<string, string>> = {
  'metadata.name': 'kubernetes.io',
  'is-default-class': 'storageclass.kubernetes.io',
};

/** What a key should be that stands under another domain than the one it is read of; undefined where it is none. */
export function meantKey(key: string): string | undefined {
  const [domain = '', name] = key.split('/', 2);
  if (name === undefined) return undefined;
  // The project keeps its old domain: under one that it never had, nobody looks.
  if (/^external-dns\.(?:beta\.|v1\.)?(?:kubernetes\.io|k8s\.io)$|^external-dns\.alpha\.k8s\.io$/.test(domain))
    return `external-dns.alpha.kubernetes.io/${name}`;
  const row = RESERVED.find(({ like }) => like.test(domain));
  if (row) return isServed(domain) ? undefined : `${row.meant}/${name}`;
  const own = Object.hasOwn(NAMES, name) ? NAMES[name] : undefined;
  return own === undefined || isServed(domain) ? undefined : `${own}/${name}`;
}

// Other releases and makers have the same words before their own domain.
function isServed(domain: string): boolean {
  return /(?:^|\.)(?:kubernetes\.io|k8s\.io|istio\.io|k8s\.aws|kubebuilder\.io|gke\.io|aws|azure\.com|openshift\.io|ebs\.csi\.aws\.com)$/.test(
    domain,
  );
}
