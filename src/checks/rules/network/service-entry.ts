import { type Field, fieldOf } from '../../../manifest/field.js';
import { type ManifestSet, perSet } from '../../../manifest/manifest-set.js';
import { isTemplated } from '../../../manifest/references.js';
import { within } from '../../../network/gateway-hosts.js';
import { MESH_PROTOCOLS, OF_HTTP, OF_TLS } from '../../../network/mesh-protocols.js';
import { didYouMean } from '../../../values/did-you-mean.js';
import { type Report, report, rule } from '../../rule.js';

const example = (protocol: string) => `
apiVersion: networking.istio.io/v1
kind: ServiceEntry
metadata:
  name: payments
  namespace: shop
spec:
  hosts: [api.payments.io]
  location: MESH_EXTERNAL
  resolution: DNS
  ports:
    - name: https
      number: 443
      protocol: ${protocol}
`;

export const serviceEntry = rule({
  id: 'service-entry',
  severity: 'error',
  what: 'A ServiceEntry that Istio refuses, or that gives a port another protocol than is spoken there',
  why: 'The webhook of Istio refuses the object; where there is none, the host stays unknown to the sidecars.',
  fix: 'Write the host as a name alone, and the protocol that the program speaks to it.',
  exceptions: ['Hosts for which a DestinationRule has the proxy encrypt, and ports with a targetPort of their own.'],
  source:
    'istio/istio, pkg/config/validation: ValidateServiceEntry; Istio, tasks/traffic-management/egress/egress-control',
  wrong: example('HTTP # <--'),
  right: example('HTTPS'),
  *check({ set }) {
    for (const root of set.fields('ServiceEntry')) {
      const spec = root.at('spec');
      yield* hosts(spec);
      yield* resolution(spec);
      for (const port of spec.items('ports')) {
        const known = protocol(port.at('protocol'));
        yield* known ?? spoken(set, spec, port);
      }
    }
  },
});

const HOST = /^(?:\*\.)?(?:[a-z0-9_](?:[-a-z0-9_]*[a-z0-9_])?\.)*[a-z0-9_](?:[-a-z0-9_]*[a-z0-9_])?$/i;

function* hosts(spec: Field): Iterable<Report> {
  for (const host of spec.items('hosts')) {
    const { text } = host;
    if (text === undefined || isTemplated(text) || HOST.test(text)) continue;
    const bare = /^(?:[\w+.-]+:\/\/)?([^/:]+)/.exec(text)?.[1];
    yield report(host, `"${text}" is no host name`, {
      fix: bare !== undefined && bare !== text && HOST.test(bare) ? `Write ${bare}.` : 'Name the hosts, or *.DOMAIN.',
    });
  }
}

/** Where the addresses of its hosts come from. */
function* resolution(spec: Field): Iterable<Report> {
  const field = spec.at('resolution');
  const endpoints = spec.at('endpoints');
  const wide = spec.items('hosts').find(({ text }) => text?.startsWith('*'))?.text;
  if (field.text?.startsWith('DNS') && wide !== undefined && !endpoints.exists)
    yield report(field, `resolution is ${field.text}, and "${wide}" is no name that has addresses`, {
      fix: 'Write resolution: NONE, or name the hosts.',
    });
  if (field.text === 'STATIC' && !endpoints.exists && !spec.at('workloadSelector').exists)
    yield report(field, 'resolution is STATIC, and there are no endpoints', {
      why: 'The proxy has no address to send to: every call answers 503.',
      fix: 'Write resolution: DNS, or add endpoints.',
    });
  if ((field.text ?? 'NONE') === 'NONE' && endpoints.exists)
    yield report(endpoints, 'there are endpoints, and resolution is NONE', {
      fix: 'Write resolution: STATIC, or DNS where their addresses are names.',
    });
}

function protocol(field: Field): Report[] | undefined {
  const { text } = field;
  if (text === undefined || isTemplated(text) || MESH_PROTOCOLS.includes(text.toUpperCase())) return undefined;
  const near = didYouMean(text.toUpperCase(), MESH_PROTOCOLS);
  const fix = near ? `Did you mean "${near}"?` : `One of ${MESH_PROTOCOLS.join(', ')}.`;
  return [report(field, `"${text}" is no protocol of Istio`, { fix })];
}

/** The ports of the web, on which one side would begin with TLS and the other would not. */
function* spoken(set: ManifestSet, spec: Field, port: Field): Iterable<Report> {
  const field = port.at('protocol');
  const name = field.text?.toUpperCase() ?? '';
  const number = port.at('number').number;
  if (port.at('targetPort').exists || spec.at('endpoints').exists) return;
  const isPlain = number === 443 && OF_HTTP.has(name) && name !== 'HTTP_PROXY';
  if (isPlain && encrypts(set, spec)) return;
  if (!isPlain && !(number === 80 && OF_TLS.has(name))) return;
  yield report(field, `the protocol of port ${number} is ${field.text}`, {
    why: isPlain
      ? 'The sidecar reads requests where the program begins with TLS: every connection is closed.'
      : 'The sidecar waits for TLS where plain HTTP is spoken, and calls to port 443 are of a host that it does not know.',
    fix: isPlain ? 'Write protocol: HTTPS.' : 'Write number: 443, or protocol: HTTP.',
  });
}

/** Whether the proxy is told to encrypt on the way to one of the hosts. */
function encrypts(set: ManifestSet, spec: Field): boolean {
  return spec.items('hosts').some(({ text }) => encrypted(set).some((host) => within(text ?? '', host)));
}

const encrypted = perSet((set: ManifestSet): readonly string[] =>
  set.kind('DestinationRule').flatMap((one) => {
    const rule = fieldOf(one, 'spec');
    const whole = [rule, ...rule.items('subsets')].map((part) => part.at('trafficPolicy'));
    const policies = whole.flatMap((policy) => [policy, ...policy.items('portLevelSettings')]);
    return policies.some((policy) => policy.at('tls').exists) ? (rule.at('host').text ?? []) : [];
  }),
);
