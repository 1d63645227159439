import type { Field } from '../../manifest/field.js';
import { groupBy } from '../../manifest/group-by.js';
import { oddOnesOut } from '../odd-one-out.js';
import { type Report, report } from '../rule.js';
import { type Pin, type Tolerated, toleratedBy, tolerates } from './pins.js';

/** One object that does not tolerate what all others do that ask for the same nodes, or by the same label. */
export function* unlikeSiblings(pins: readonly Pin[]): Iterable<Report> {
  // Labels that Kubernetes gives to every node say nothing of a group of nodes.
  if (pins[0]?.key.includes('kubernetes.io/')) return;
  const groups = [...groupBy(pins, ({ value }) => value).values()];
  // Nodes of several values have one taint: then the label, and not its value, goes with it.
  const all = groups.length >= 3 ? [...groups, pins] : groups;
  const said = new Set<Field>();
  for (const group of all)
    for (const taint of taintsOf(group)) {
      const [yes, no] = [true, false].map((is) => group.filter(({ place }) => tolerates(place, taint) === is));
      const [first] = no ?? [];
      if (!first || !yes || said.has(first.at)) continue;
      const isOne = no?.every(({ at }) => at.manifest === first.at.manifest);
      const isTwin = yes.every(({ at }) => at.manifest === first.at.manifest);
      const spread = group === pins ? new Set(yes.map(({ value }) => value)).size >= 3 : true;
      // Whoever tolerates nothing at all, and asks for the very nodes of another, has forgotten it.
      const isBare =
        group !== pins && yes.length > 0 && (no ?? []).every(({ place }) => toleratedBy(place).length === 0);
      const areMany = yes.length >= (isOfKubeadm(taint) ? 2 : 4);
      if (!isOne || !spread || !(isTwin || isBare || areMany)) continue;
      said.add(first.at);
      const name = taint.value === undefined ? taint.key : `${taint.key}=${taint.value}`;
      const [other] = yes;
      const others = isTwin
        ? `the other pods of the object, and not by these, which ask for the same nodes`
        : areMany
          ? `${yes.length} others that ask for nodes by ${first.key}, and not here`
          : `"${other?.at.manifest.ref.name ?? ''}", which asks for the same nodes, and not here`;
      yield report(first.at, `the taint ${name} is tolerated by ${others}`, {
        // kubeadm gives it to every node of the control plane.
        severity: isOfKubeadm(taint) && !isTwin ? 'error' : undefined,
        fix: 'Copy their toleration.',
      });
    }
}

/** Source: kubeadm, reference/setup-tools/kubeadm/implementation-details#mark-the-node-as-control-plane. */
function isOfKubeadm({ key }: Tolerated): boolean {
  return key === 'node-role.kubernetes.io/control-plane';
}

/** Every taint that one of them names, once; that of the label itself is looked at apart. */
function taintsOf(pins: readonly Pin[]): readonly Tolerated[] {
  const named = pins.flatMap(({ place, key }) => toleratedBy(place).filter((one) => one.key !== '' && one.key !== key));
  return [...new Map(named.map((one) => [`${one.key}=${one.value}`, one])).values()];
}

/** A toleration for another effect than all others have that tolerate the taint of their own nodes. */
export function* unlikeEffects(pins: readonly Pin[]): Iterable<Report> {
  const own = pins.flatMap(({ place, key, value }) =>
    toleratedBy(place).filter((one) => one.key === key && one.value === value && one.effect.exists),
  );
  const found = oddOnesOut(own, ({ effect }) => effect.text);
  for (const { effect, key, value } of found?.odd ?? [])
    yield report(
      effect,
      `the taint ${key}=${value} is tolerated with effect ${effect.text}, and with ${found?.usual} by ${found?.count} others`,
      { fix: `Write ${found?.usual}, or leave the effect out: then every one is tolerated.` },
    );
}
