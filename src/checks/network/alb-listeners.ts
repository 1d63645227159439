import type { Field } from '../../manifest/field.js';
import { groupBy } from '../../manifest/group-by.js';
import { describeRef, type Manifest } from '../../manifest/manifest.js';
import { albAnnotation } from '../../network/alb.js';
import { isOneSlip } from '../../values/did-you-mean.js';
import { type Report, report } from '../rule.js';

/** A value that a member of a group gives to what it shares with others. */
interface Said {
  readonly at: Field;
  readonly value: string;
}

/** Of what must be one value, those that say another than most do; of two as many, than the first does. */
export function* unlike(all: readonly Said[], say: (odd: Said, usual: Said) => Report): Iterable<Report> {
  const values = [...groupBy(all, ({ value }) => value).values()];
  const [usual] = values.toSorted((a, b) => b.length - a.length)[0] ?? [];
  if (!usual) return;
  for (const one of all) if (one.value !== usual.value) yield say(one, usual);
}

/** Ports of a load balancer on which its members listen with two protocols. */
export function* listeners(group: string, members: readonly Manifest[]): Iterable<Report> {
  const all = members.flatMap((member) => {
    const at = albAnnotation(member, 'listen-ports');
    return portsOf(at).map(([protocol, port]) => ({ at, port, value: protocol }));
  });
  for (const [port, said] of groupBy(all, (one) => one.port)) {
    yield* unlike(said, ({ at, value }, usual) =>
      report(
        at,
        `port ${port} of group "${group}" listens for ${value}, and for ${usual.value} in ${describeRef(usual.at.manifest.ref)}`,
        { fix: `Write {"${usual.value}": ${port}}, or give it a port of its own.` },
      ),
    );
  }
}

/** `[{"HTTP": 80}, {"HTTPS": 443}]` as pairs; none where it is not so written. */
function portsOf({ text }: Field): (readonly [protocol: string, port: number])[] {
  return [...(text ?? '').matchAll(/"(HTTPS?)"\s*:\s*(\d+)/g)].map(([, protocol = '', port]) => [
    protocol,
    Number(port),
  ]);
}

const ARN = /^arn:[\w-]+:acm:([\w-]+):(\d+):certificate\/(.+)$/;

/** Certificates of another region or account than the load balancer's, and one whose id is written a letter otherwise. */
export function* certificates(balancers: readonly Manifest[]): Iterable<Report> {
  const all = balancers.flatMap((one) => {
    const at = albAnnotation(one, 'certificate-arn');
    return (at.text ?? '').split(',').flatMap((arn) => {
      const [, region, account, id] = ARN.exec(arn.trim()) ?? [];
      return region && account && id ? [{ at, region, account, id }] : [];
    });
  });
  for (const part of ['region', 'account'] as const)
    yield* unlike(
      all.map((one) => ({ at: one.at, value: one[part] })),
      ({ at, value }, usual) =>
        report(
          at,
          `a certificate of ${part} "${value}": that in ${describeRef(usual.at.manifest.ref)} is of "${usual.value}"`,
          {
            why: 'A load balancer takes certificates of its own region and account only: the controller cannot make the listener, and no change of the group arrives.',
            fix: `Name a certificate of ${part} ${usual.value}.`,
          },
        ),
    );
  const ids = groupBy(all, ({ id }) => id);
  for (const [id, [one, ...others]] of ids) {
    const meant = [...ids].find(([other, users]) => users.length > 1 && isOneSlip(id, other))?.[0];
    if (one && others.length === 0 && meant !== undefined)
      yield report(one.at, `certificate "${id}" is "${meant}" in the other Ingresses`, {
        severity: 'warning',
        why: 'There is no such certificate: the controller cannot make the listener, and no change of the group arrives.',
        fix: `Write "${meant}".`,
      });
  }
}
