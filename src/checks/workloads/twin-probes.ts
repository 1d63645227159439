import type { Field } from '../../manifest/field.js';
import { groupBy } from '../../manifest/group-by.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';
import type { Container } from '../../manifest/pod-template.js';
import { type Report, report } from '../rule.js';
import { serviceName } from './variables.js';

/** Probes that ask a workload and its canary otherwise, though both run the same image: one of the two is not served. */
export function* unlikeTwins(set: ManifestSet): Iterable<Report> {
  for (const twins of twinsOf(set)) {
    for (const end of ['httpGet.port', 'tcpSocket.port', 'grpc.port', 'httpGet.path']) {
      const asked = twins.flatMap(({ probes }) => probes.map((probe) => ({ probe, at: probe.at(end) })));
      for (const same of groupBy(asked, ({ probe }) => probe.path.at(-1)).values()) {
        const [one, other] = same.map(({ at }) => at).filter((at) => at.scalar !== undefined);
        if (!one || !other || meant(one, twins) === meant(other, twins)) continue;
        const count = (at: Field) => asked.filter((every) => every.at.scalar === at.scalar).length;
        const [odd, usual] = count(one) < count(other) ? [one, other] : [other, one];
        yield unlike(odd, usual);
      }
    }
  }
}

/** A named port is the number that its container gives it. */
function meant(at: Field, twins: readonly Container[]): string | undefined {
  const own = twins.find(({ field }) => field.manifest === at.manifest);
  return String(own?.ports.find(({ name }) => name !== undefined && name === at.text)?.port ?? at.scalar);
}

function unlike(odd: Field, usual: Field): Report {
  const [probe, what] = [odd.path.at(-3), odd.path.at(-1)];
  return report(
    odd,
    `"${probe}" asks for ${what} ${odd.scalar}, and for ${usual.scalar} in "${usual.manifest.ref.name}", which runs the same image`,
    {
      why: 'One program answers at one of the two: the other probe fails, its container is killed or its pod never ready.',
      fix: `Write ${usual.scalar}, if that is the one that is served; else correct the other.`,
    },
  );
}

/** The containers of one name and image, of two workloads that are one service. */
function twinsOf(set: ManifestSet): readonly (readonly Container[])[] {
  const all = set
    .podTemplates()
    .flatMap((pod) => pod.containers.filter(({ role }) => role === 'main').map((container) => ({ pod, container })));
  const alike = groupBy(all, ({ pod, container }) =>
    JSON.stringify([pod.manifest.ref.namespace, serviceName(pod), container.name, container.field.at('image').text]),
  );
  return [...alike.values()]
    .filter(({ length }) => length === 2)
    .map((twins) => twins.map(({ container }) => container));
}
