import type { Field } from '../../manifest/field.js';
import { groupBy } from '../../manifest/group-by.js';
import { callsOf } from '../../manifest/hosts/calls.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';
import type { Container, PodTemplate } from '../../manifest/pod-template.js';
import type { ReferenceGraph } from '../../manifest/references.js';
import { listed } from '../../values/listed.js';
import { folded, type Report, report } from '../rule.js';
import { broughtBy } from './key-sources.js';
import { nameOf, normal } from './odd-tags.js';
import { serviceName } from './variables.js';

/** A container that runs a program of its own for good. */
interface Use {
  readonly at: Field;
  readonly service: string;
  readonly image: string;
  /** Whose image it is: `ghcr.io/team`. */
  readonly owner: string;
  readonly isTold: boolean;
}

/** For each one without so many must be told: what is lacking is a choice sooner than what is said otherwise. */
const OTHERS = 5;

/** Programs that are not told of OpenTelemetry, where nearly all others of the same owner are. */
export function* untraced(set: ManifestSet, graph: ReferenceGraph): Iterable<Report> {
  const uses = set
    .podTemplates()
    .filter(({ manifest }) => !/Job$|^DaemonSet$/.test(manifest.ref.kind))
    .flatMap((pod) => pod.containers.flatMap((container) => useOf(pod, container, graph)));
  for (const [owner, own] of groupBy(uses, (one) => one.owner)) {
    const told = own.filter(({ isTold }) => isTold);
    const [images, services] = [new Set(told.map(({ image }) => image)), new Set(told.map(({ service }) => service))];
    // A second workload of a program, or its canary, is no other program.
    const apart = own.filter(({ image, service }) => !images.has(image) && !services.has(service));
    if (new Set(apart.map(({ image }) => image)).size * OTHERS > images.size) continue;
    // Who calls nobody may only serve files.
    const callers = new Set(callsOf(set).map(({ pod }) => pod.manifest));
    const lacking = apart.filter(({ at }) => callers.has(at.manifest));
    yield* folded(
      lacking,
      ({ at }) => at,
      (left) => {
        const names = [...new Set(left.map(({ service }) => `"${service}"`))];
        const verb = names.length > 1 ? 'are' : 'is';
        return report(
          left[0].at,
          `${listed(names)} ${verb} told nothing of OpenTelemetry, and ${images.size} other programs of "${owner}" are`,
          {
            why: 'A trace ends where it comes to this service: what it does and calls is not seen.',
            fix: 'Give it the variables of the others, with an OTEL_SERVICE_NAME of its own.',
          },
        );
      },
    );
  }
}

/** What is known of a container of an image with an owner; nothing where the variables that it gets are not known. */
function useOf(pod: PodTemplate, container: Container, graph: ReferenceGraph): Use[] {
  const name = normal(nameOf(container.field.at('image').text ?? '') ?? '');
  const owner = name.slice(0, Math.max(0, name.lastIndexOf('/')));
  const isTold = toldBy(pod, container, graph);
  if (owner === '' || container.role === 'init' || isTold === undefined) return [];
  const env = container.field.at('env');
  return [
    {
      at: env.exists ? env : container.field,
      service: serviceName(pod),
      image: container.field.at('image').text ?? '',
      owner,
      isTold,
    },
  ];
}

/** Whether a variable or an annotation speaks of OpenTelemetry; undefined where one may. */
function toldBy({ field }: PodTemplate, container: Container, graph: ReferenceGraph): boolean | undefined {
  const annotations = field.entries('metadata.annotations').map(([key]) => key);
  if (annotations.some((key) => key.startsWith('instrumentation.opentelemetry.io/'))) return true;
  if (container.env.some(({ name }) => name.startsWith('OTEL_'))) return true;
  const brought = broughtBy(container, graph);
  return brought && [...brought].some((name) => name.startsWith('OTEL_'));
}
