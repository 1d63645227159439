import { type Field, fieldOf } from '../../manifest/field.js';
import type { Manifest } from '../../manifest/manifest.js';
import { contains, type IpRange, parseAddress, parseCidr } from '../../values/cidr.js';
import { type Report, report } from '../rule.js';

/**
 * What the API server refuses of a NetworkPolicy though every field has its type.
 * Source: Kubernetes, pkg/apis/networking/validation/validation.go, ValidateNetworkPolicyPeer, -Port and ValidateIPBlock.
 */
export function* refusedPolicies(policies: readonly Manifest[]): Iterable<Report> {
  // The same few ranges stand in many policies.
  const ranges = new Map<string, IpRange | undefined>();
  const parse = (text: string) => {
    if (!ranges.has(text)) ranges.set(text, parseCidr(text));
    return ranges.get(text);
  };
  for (const policy of policies)
    for (const [direction, side] of DIRECTIONS)
      for (const entry of fieldOf(policy, 'spec').items(direction)) {
        for (const peer of entry.items(side)) yield* refusedPeer(peer, parse);
        for (const port of entry.items('ports')) if (port.object.endPort !== undefined) yield* lastPort(port);
      }
}

type Parse = (text: string) => IpRange | undefined;

const DIRECTIONS = [
  ['ingress', 'from'],
  ['egress', 'to'],
] as const;

function* refusedPeer(peer: Field, parse: Parse): Iterable<Report> {
  const { ipBlock, podSelector, namespaceSelector } = peer.object;
  if (!ipBlock && (podSelector || namespaceSelector)) return;
  const block = peer.at('ipBlock');
  const selectors = ['podSelector', 'namespaceSelector'].filter((name) => peer.at(name).exists);
  if (block.exists && selectors.length > 0)
    yield report(peer, `the entry has ipBlock and ${selectors.join(' and ')}, an ipBlock stands alone`, {
      fix: 'Make two entries of it: each begins with "-".',
    });
  else if (!block.exists && selectors.length === 0)
    yield report(peer, 'the entry names nobody, it needs ipBlock, podSelector or namespaceSelector', {
      fix: 'For all pods of the namespace write podSelector: {}; for everybody drop the whole list.',
    });
  const [cidr, outer] = yield* range(block.at('cidr'), parse);
  for (const except of block.items('except')) {
    const [inner, part] = yield* range(except, parse);
    if (!outer || !part) continue;
    const isWithin = contains(outer, part) && (outer.first !== part.first || outer.last !== part.last);
    if (!isWithin)
      yield report(except, `"${inner}" is not a part of "${cidr}", from which it is taken`, {
        fix: `Write a smaller range within ${cidr}, or drop it.`,
      });
  }
}

function* range(field: Field, parse: Parse): Generator<Report, readonly [text: string, range: IpRange | undefined]> {
  const { text = '' } = field;
  const found = parse(text);
  if (text === '' || /[{$]/.test(text)) return [text, undefined];
  if (!found) yield report(field, `"${text}" is no range of addresses`, { fix: cidrFix(text) });
  else yield* hostBits(field, text, found);
  return [text, found];
}

/** Bits that the prefix leaves out. */
function* hostBits(field: Field, text: string, { version, first }: IpRange): Iterable<Report> {
  const [address = '', bits] = text.split('/');
  if (version === 6 || parseAddress(address)?.first === first) return;
  const range = `${[24n, 16n, 8n, 0n].map((by) => (first >> by) & 0xffn).join('.')}/${bits}`;
  yield report(field, `"${text}" stands for all of ${range}`, {
    severity: 'warning',
    why: 'The bits behind the prefix are not read: the policy holds for every address of the range.',
    fix: `Write ${range}, or ${address}/32 for the one address.`,
  });
}

function cidrFix(text: string): string {
  const address = parseAddress(text);
  if (address) return `Write ${text}/${address.version === 4 ? 32 : 128} for the one address.`;
  const host = parseAddress(text.split('/')[0] ?? '');
  if (host) return `Write a prefix of 0 to ${host.version === 4 ? 32 : 128} bits.`;
  return 'Write a range such as 10.0.0.0/16: names of hosts are not looked up.';
}

function* lastPort(entry: Field): Iterable<Report> {
  const [port, last] = [entry.at('port'), entry.at('endPort')];
  if (!last.exists) return;
  if (!port.exists) yield report(last, '"endPort" is set without "port"', { fix: 'Add port: the first of the range.' });
  else if (port.text !== undefined)
    yield report(last, `"endPort" is set, and "port" is the name "${port.text}"`, {
      fix: 'Write the number of the port, or drop endPort.',
    });
  else if (port.number !== undefined && last.number !== undefined && last.number < port.number)
    yield report(last, `"endPort" is ${last.number}, which is below "port", ${port.number}`, {
      fix: 'Exchange the two.',
    });
}
