import type { Field } from '../../../manifest/field.js';
import type { Manifest } from '../../../manifest/manifest.js';
import { type ManifestSet, perSet } from '../../../manifest/manifest-set.js';
import { parseImageRef } from '../../../values/image-ref.js';
import { report, rule } from '../../rule.js';

const example = (name: string) => `
apiVersion: v1
kind: Service
metadata:
  name: cart
  namespace: api
spec:
  ports:
    - port: 80
---
apiVersion: v1
kind: Pod
metadata:
  name: shop
  namespace: api
spec:
  containers:
    - name: app
      image: ghcr.io/team/shop:1.0.0
      env:
        - name: ${name}
          value: "80"
`;

export const envServiceLink = rule({
  id: 'env-service-link',
  severity: 'warning',
  what: 'A variable has the name that Kubernetes itself gives to the address of a Service',
  why: 'Pods beside the Service that do not set it get tcp://ADDRESS:PORT under that name: a program that reads a port there fails.',
  fix: 'Give the variable a prefix of its own, or set enableServiceLinks: false.',
  exceptions: [
    'Pods with enableServiceLinks: false.',
    'A Service of another namespace, unless the same program runs there: it would read the variable too.',
  ],
  source: 'Kubernetes, concepts/services-networking/service#environment-variables',
  wrong: example('CART_PORT # <--'),
  right: example('SHOP_CART_PORT'),
  *check({ set }) {
    for (const { manifest, spec, containers } of set.podTemplates()) {
      for (const { env, field: container } of containers) {
        const image = repositoryOf(container);
        for (const { field, name } of env) {
          const service = name.endsWith('_PORT') ? linked(set).get(name) : undefined;
          if (!service) continue;
          const isOwn = service.ref.namespace === manifest.ref.namespace;
          if (isOwn ? spec.at('enableServiceLinks').flag === false : !runsBeside(image, service, set)) continue;
          const where = isOwn ? '' : ` in namespace "${service.ref.namespace}"`;
          yield report(
            field.at('name'),
            `"${name}" is what Kubernetes calls the address of Service "${service.ref.name}"${where}`,
          );
        }
      }
    }
  },
});

/** Whether pods of the same program stand beside a Service, and get its variables. */
function runsBeside(image: string | undefined, service: Manifest, set: ManifestSet): boolean {
  const beside = set.pods(service.ref.namespace, { labels: new Map(), expressions: [] });
  return (
    image !== undefined &&
    beside.some(
      ({ spec, containers }) =>
        spec.at('enableServiceLinks').flag !== false && containers.some(({ field }) => repositoryOf(field) === image),
    )
  );
}

function repositoryOf(container: Field): string | undefined {
  const image = parseImageRef(container.at('image').text ?? '');
  return image && `${image.registry ?? 'docker.io'}/${image.repository}`;
}

/** Services by the variable that pods beside them get. A headless one has no address to give. */
const linked = perSet((set: ManifestSet): ReadonlyMap<string, Manifest> => {
  const services = set.kind('Service').filter(({ object }) => {
    const spec = object.spec;
    return typeof spec !== 'object' || spec === null || !('clusterIP' in spec) || spec.clusterIP !== 'None';
  });
  return new Map(services.map((service) => [`${service.ref.name.toUpperCase().replaceAll('-', '_')}_PORT`, service]));
});
