import { serviceEntry } from '../../../../src/checks/rules/network/service-entry.js';
import { findings } from '../../findings.js';

const entry = (hosts: string, port: string, more = 'resolution: DNS') =>
  `---\n{apiVersion: networking.istio.io/v1, kind: ServiceEntry, metadata: {name: a, namespace: api}, spec: {hosts: [${hosts}], ports: [{name: p, ${port}}], ${more}}}\n`;
const https = 'number: 443, protocol: HTTPS';
const rule = (policy: string) =>
  `---\n{apiVersion: networking.istio.io/v1, kind: DestinationRule, metadata: {name: a, namespace: api}, spec: {host: "*.shop.io", ${policy}}}\n`;
const check = (text: string) => findings(serviceEntry, text);

test.each([
  ['a URL', entry('"https://api.shop.io/v1"', https), 'hosts[0]: "https://api.shop.io/v1" is no host name'],
  ['every host', entry('"*"', https, 'resolution: NONE'), 'hosts[0]: "*" is no host name'],
  [
    'a star that is asked for',
    entry('"*.shop.io"', https),
    'resolution: resolution is DNS, and "*.shop.io" is no name',
  ],
  ['no addresses', entry('a.io', https, 'resolution: STATIC'), 'resolution: resolution is STATIC, and there are no'],
  [
    'addresses that nobody reads',
    entry('a.io', https, 'endpoints: [{address: 10.0.0.1}]'),
    'endpoints: there are endpoints, and resolution is NONE',
  ],
  ['a protocol', entry('a.io', 'number: 443, protocol: HTPS'), 'ports[0].protocol: "HTPS" is no protocol of Istio'],
  ['HTTP on 443', entry('a.io', 'number: 443, protocol: HTTP'), 'ports[0].protocol: the protocol of port 443 is HTTP'],
  ['TLS on 80', entry('a.io', 'number: 80, protocol: TLS'), 'ports[0].protocol: the protocol of port 80 is TLS'],
])('%s', (_, text, message) => {
  expect(check(text)).toEqual([expect.stringContaining(`error spec.${message}`)]);
});

test.each([
  ['right', entry('api.shop.io', https)],
  ['HTTP', entry('api.shop.io', 'number: 80, protocol: http')],
  ['a star that the program resolves', entry('"*.shop.io"', https, 'resolution: NONE')],
  ['a star with addresses', entry('"*.shop.io"', https, 'resolution: DNS, endpoints: [{address: a.shop.io}]')],
  ['pods', entry('a.io', https, 'resolution: STATIC, workloadSelector: {labels: {app: a}}')],
  ['a targetPort', entry('a.io', 'number: 80, targetPort: 443, protocol: HTTPS')],
  ['guessed', entry('a.io', 'number: 443')],
  ['a template', entry('"{{ host }}"', 'number: 443, protocol: "{{ protocol }}"')],
  [
    'the proxy encrypts',
    entry('api.shop.io', 'number: 443, protocol: HTTP') + rule('trafficPolicy: {tls: {mode: SIMPLE}}'),
  ],
  [
    'the proxy encrypts one port',
    entry('api.shop.io', 'number: 443, protocol: HTTP') +
      rule('trafficPolicy: {portLevelSettings: [{port: {number: 443}, tls: {mode: SIMPLE}}]}'),
  ],
])('silent: %s', (_, text) => {
  expect(check(text)).toEqual([]);
});
