import { crdSchema } from '../../../src/checks/rules/schema/crd-schema.js';
import { findings } from '../findings.js';

const definition = `
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: shops.test.dev}
spec:
  group: test.dev
  names: {kind: Shop, plural: shops, singular: shop, listKind: ShopList}
  scope: Namespaced
  versions:
    - name: v1
      served: true
      storage: true
      schema:
        openAPIV3Schema:
          type: object
          x-kubernetes-validations:
            - rule: self.metadata.name.startsWith('s')
              message: the name starts with s
          properties:
            spec:
              type: object
              x-kubernetes-validations:
                - rule: self.min <= self.max
                  messageExpression: '"min " + string(self.min) + " is above max"'
                  fieldPath: .min
                - rule: self.max == oldSelf.max
                  message: never changes
              properties:
                min: {type: integer, default: 1}
                max: {type: integer}
                ratio: {type: number}
                namespace:
                  type: string
                shelves:
                  type: array
                  items:
                    type: object
                    x-kubernetes-validations: [{rule: "self.__namespace__ != 'x' && self.a__dash__b > 0", message: "no x.\\n"}]
                    properties: {namespace: {type: string}, a-b: {type: integer}}
---
`;
const shop = (spec: string, name = 'shop') =>
  findings(
    crdSchema,
    `${definition}apiVersion: test.dev/v1\nkind: Shop\nmetadata: {name: ${name}, namespace: api}\nspec: ${spec}\n`,
  );

test('rules of a definition that came along, with defaults, at the field that they name', () => {
  expect(shop('{max: 2, ratio: 1}')).toEqual([]);
  expect(shop('{max: 0}')).toEqual(['error spec.min: "spec.min" breaks a rule of its definition: min 1 is above max']);
  expect(shop('{max: 2}', 'x')).toEqual(['error the Shop breaks a rule of its definition: the name starts with s']);
});

test('names that CEL cannot write, in lists', () => {
  expect(shop('{max: 2, shelves: [{namespace: z, a-b: 1}, {namespace: x, a-b: 1}]}')).toEqual([
    'error spec.shelves[1]: "spec.shelves[1]" breaks a rule of its definition: no x',
  ]);
});

test('nothing more is said of what the schema refuses', () => {
  expect(shop('{max: "0"}')).toEqual(['error spec.max: "spec.max" is the text "0", allowed is an integer']);
});

describe('rules of definitions that we know', () => {
  const route = (rule: string) =>
    findings(
      crdSchema,
      `apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: shop, namespace: api}
spec: {parentRefs: [{name: g}], rules: [${rule}]}`,
    );

  test.each([
    ['{backendRefs: [{name: a, port: 80}]}', []],
    ['{backendRefs: [{name: a}]}', ['Must have port for Service reference']],
    ['{backendRefs: [{group: test.dev, kind: Bucket, name: a}]}', []],
    [
      '{matches: [{path: {value: shop}}], backendRefs: []}',
      ["value must be an absolute path and start with '/' when type one of ['Exact', 'PathPrefix']"],
    ],
    ['{matches: [{path: {type: RegularExpression, value: "shop//.*"}}]}', []],
    ['{matches: [{path: {value: /a//b}}]}', ["must not contain '//' when type one of ['Exact', 'PathPrefix']"]],
    [
      '{filters: [{type: RequestRedirect, requestRedirect: {port: 1}}], backendRefs: [{name: a, port: 80}]}',
      ['RequestRedirect filter must not be used together with backendRefs'],
    ],
    ['{timeouts: {request: 1s, backendRequest: 2s}}', ['backendRequest timeout cannot be longer than request timeout']],
    ['{timeouts: {request: 0s, backendRequest: 2s}}', []],
  ])('%s', (rule, expected) => {
    expect(route(rule).map((line) => line.replace(/^.* of its definition: /, ''))).toEqual(expected);
  });

  const said = (text: string) => findings(crdSchema, text).map((line) => line.replace(/^.* of its definition: /, ''));

  test('Gateway', () => {
    const gateway = (listeners: string) =>
      said(
        `{apiVersion: gateway.networking.k8s.io/v1, kind: Gateway, metadata: {name: g, namespace: api}, spec: {gatewayClassName: x, listeners: [${listeners}]}}`,
      );
    expect(
      gateway('{name: a, port: 80, protocol: HTTP}, {name: b, port: 443, protocol: HTTPS, tls: {mode: Terminate}}'),
    ).toEqual([]);
    expect(gateway('{name: a, port: 80, protocol: HTTP, tls: {mode: Terminate}}')).toEqual([
      "tls must not be specified for protocols ['HTTP', 'TCP', 'UDP']",
    ]);
    expect(gateway('{name: a, port: 443, protocol: HTTPS, tls: {mode: Passthrough}}')).toEqual([
      'tls mode must be Terminate for protocol HTTPS',
    ]);
    expect(gateway('{name: a, port: 9, protocol: TCP, hostname: a.test}')).toEqual([
      "hostname must not be specified for protocols ['TCP', 'UDP']",
    ]);
    expect(gateway('{name: a, port: 80, protocol: HTTP}, {name: a, port: 81, protocol: HTTP}')).toEqual([
      'Listener name must be unique within the Gateway',
    ]);
  });

  test('Istio', () => {
    const istio = (group: string, kind: string, spec: string) =>
      said(`{apiVersion: ${group}.istio.io/v1, kind: ${kind}, metadata: {name: x, namespace: api}, spec: ${spec}}`);
    expect(istio('security', 'PeerAuthentication', '{portLevelMtls: {"80": {mode: DISABLE}}}')).toEqual([
      'portLevelMtls requires selector',
    ]);
    expect(
      istio(
        'security',
        'PeerAuthentication',
        '{selector: {matchLabels: {app: x}}, portLevelMtls: {"80": {mode: DISABLE}}}',
      ),
    ).toEqual([]);
    expect(
      istio(
        'security',
        'AuthorizationPolicy',
        '{selector: {matchLabels: {app: x}}, targetRefs: [{kind: Gateway, group: gateway.networking.k8s.io, name: g}]}',
      ),
    ).toEqual(['only one of targetRefs or selector can be set']);
    expect(istio('networking', 'ServiceEntry', '{hosts: [a.test], addresses: [10.0.0.0/8], resolution: DNS}')).toEqual([
      'CIDR addresses are allowed only for NONE/STATIC resolution types',
    ]);
    expect(
      istio(
        'networking',
        'ServiceEntry',
        '{hosts: [a.test], resolution: DNS_ROUND_ROBIN, endpoints: [{address: a}, {address: b}]}',
      ),
    ).toEqual(['DNS_ROUND_ROBIN mode cannot have multiple endpoints']);
  });

  test('labels and ports of Istio, wherever they stand', () => {
    const istio = (kind: string, spec: string) =>
      said(`{apiVersion: networking.istio.io/v1, kind: ${kind}, metadata: {name: x, namespace: api}, spec: ${spec}}`);
    expect(istio('DestinationRule', '{host: a, workloadSelector: {matchLabels: {app: "shop-*"}}}')).toEqual([
      'wildcard not allowed in label value match',
    ]);
    expect(istio('Sidecar', '{workloadSelector: {labels: {app: "*"}}}')).toEqual([
      'wildcard is not supported in selector',
    ]);
    expect(istio('WorkloadEntry', '{address: 10.0.0.1, ports: {http: 70000}}')).toEqual([
      'port must be between 1-65535',
    ]);
    expect(istio('WorkloadEntry', '{address: 10.0.0.1, ports: {http: 8000}}')).toEqual([]);
  });

  test('a GRPCRoute, with what is filled in', () => {
    const route = (spec: string) =>
      said(
        `{apiVersion: gateway.networking.k8s.io/v1, kind: GRPCRoute, metadata: {name: x, namespace: api}, spec: ${spec}}`,
      );
    const rule = 'rules: [{backendRefs: [{name: shop, port: 50051}]}]';
    expect(route(`{parentRefs: [{name: a}, {name: b}], ${rule}}`)).toEqual([]);
    expect(route(`{parentRefs: [{name: a}, {name: a}], ${rule}}`)).toEqual([
      'sectionName must be unique when parentRefs includes 2 or more references to the same parent',
    ]);
    expect(route('{rules: [{backendRefs: [{name: shop}]}]}')).toEqual(['Must have port for Service reference']);
    expect(route('{rules: [{matches: [{method: {method: "get stock"}}]}]}')).toEqual([
      'method must only contain valid characters (matching ^[A-Za-z_][A-Za-z_0-9]*$)',
    ]);
  });

  test('the scheme of a URL, which is of a type of its own', () => {
    const keys = (jwksUri: string) =>
      said(
        `{apiVersion: security.istio.io/v1, kind: RequestAuthentication, metadata: {name: x, namespace: api}, spec: {jwtRules: [{issuer: a, jwksUri: "${jwksUri}"}]}}`,
      );
    expect(keys('https://keys.test/jwks')).toEqual([]);
    expect(keys('ftp://keys.test/jwks')).toHaveLength(1);
  });
});
