/** A CEL rule of a definition whose schema we know. */
interface UpstreamRule {
  /** The values that it is about, from the object's root. */
  readonly at: string;
  readonly rule: string;
  readonly message: string;
}

const oneTarget: UpstreamRule = {
  at: 'spec',
  rule: '[has(self.selector), has(self.targetRef), has(self.targetRefs)].filter(set, set).size() <= 1',
  message: 'only one of targetRefs or selector can be set',
};

const PREFIXED = `self.type in ['Exact', 'PathPrefix']`;

const routes: readonly UpstreamRule[] = [
  {
    at: 'spec.rules[]',
    rule: `has(self.backendRefs) && self.backendRefs.size() > 0 && has(self.filters) ? !self.filters.exists(f, has(f.requestRedirect)) : true`,
    message: 'RequestRedirect filter must not be used together with backendRefs',
  },
  {
    at: 'spec.rules[].filters',
    rule: `!(self.exists(f, f.type == 'RequestRedirect') && self.exists(f, f.type == 'URLRewrite'))`,
    message: 'May specify either httpRouteFilterRequestRedirect or httpRouteFilterRequestRewrite, but not both',
  },
  {
    at: 'spec.rules[].matches[].path',
    rule: `(has(self.type) ? ${PREFIXED} : true) && has(self.value) ? self.value.startsWith('/') : true`,
    message: `value must be an absolute path and start with '/' when type one of ['Exact', 'PathPrefix']`,
  },
  {
    at: 'spec.rules[].matches[].path',
    rule: `(has(self.type) ? ${PREFIXED} : true) && has(self.value) ? !self.value.contains('//') : true`,
    message: `must not contain '//' when type one of ['Exact', 'PathPrefix']`,
  },
  ...['/./', '/../', '%2f', '%2F', '#'].map((part) => ({
    at: 'spec.rules[].matches[].path',
    rule: `(has(self.type) ? ${PREFIXED} : true) && has(self.value) ? !self.value.contains('${part}') : true`,
    message: `must not contain '${part}' when type one of ['Exact', 'PathPrefix']`,
  })),
  ...['RequestHeaderModifier', 'ResponseHeaderModifier', 'RequestRedirect', 'URLRewrite'].map((type) => ({
    at: 'spec.rules[].filters',
    rule: `self.filter(f, f.type == '${type}').size() <= 1`,
    message: `${type} filter cannot be repeated`,
  })),
  {
    at: 'spec.rules[].backendRefs[]',
    rule: `(!has(self.group) || self.group == '') && (!has(self.kind) || self.kind == 'Service') ? has(self.port) : true`,
    message: 'Must have port for Service reference',
  },
  {
    at: 'spec.rules[].timeouts',
    rule: `has(self.request) && has(self.backendRequest) && duration(self.request) != duration('0s') ? duration(self.backendRequest) <= duration(self.request) : true`,
    message: 'backendRequest timeout cannot be longer than request timeout',
  },
];

const listeners: readonly UpstreamRule[] = [
  {
    at: 'spec.listeners',
    rule: `self.all(l, l.protocol in ['HTTP', 'TCP', 'UDP'] ? !has(l.tls) : true)`,
    message: `tls must not be specified for protocols ['HTTP', 'TCP', 'UDP']`,
  },
  {
    at: 'spec.listeners',
    rule: `self.all(l, l.protocol == 'HTTPS' && has(l.tls) && has(l.tls.mode) ? l.tls.mode == 'Terminate' : true)`,
    message: 'tls mode must be Terminate for protocol HTTPS',
  },
  {
    at: 'spec.listeners',
    rule: `self.all(l, l.protocol in ['TCP', 'UDP'] ? !has(l.hostname) || l.hostname == '' : true)`,
    message: `hostname must not be specified for protocols ['TCP', 'UDP']`,
  },
  {
    at: 'spec.listeners',
    rule: 'self.all(l1, self.exists_one(l2, l1.name == l2.name))',
    message: 'Listener name must be unique within the Gateway',
  },
  {
    at: 'spec.listeners',
    rule: 'self.all(a, self.exists_one(b, a.port == b.port && a.protocol == b.protocol && (has(a.hostname) ? has(b.hostname) && a.hostname == b.hostname : !has(b.hostname))))',
    message: 'Combination of port, protocol and hostname must be unique for each listener',
  },
];

/**
 * Rules of custom resources in `imports/`, by group and kind. The schemas there come without them.
 * Source: the definitions of gateway-api 1.2 (apis/v1, XValidation) and Istio 1.24 (istio.io/api, cue.yaml,
 * +kubebuilder:validation:XValidation), as the API server evaluates them.
 */
export const UPSTREAM_RULES: Readonly<Record<string, readonly UpstreamRule[]>> = {
  'gateway.networking.k8s.io/HTTPRoute': routes,
  'gateway.networking.k8s.io/Gateway': listeners,
  'security.istio.io/AuthorizationPolicy': [oneTarget],
  'security.istio.io/RequestAuthentication': [oneTarget],
  'telemetry.istio.io/Telemetry': [oneTarget],
  'security.istio.io/PeerAuthentication': [
    {
      at: 'spec',
      rule: 'has(self.portLevelMtls) ? has(self.selector) && has(self.selector.matchLabels) && self.selector.matchLabels.size() > 0 : true',
      message: 'portLevelMtls requires selector',
    },
  ],
  'networking.istio.io/ServiceEntry': [
    { at: 'spec.hosts[]', rule: `self != '*'`, message: 'hostname cannot be wildcard' },
    {
      at: 'spec.ports',
      rule: 'self.all(a, self.exists_one(b, a.number == b.number))',
      message: 'port number cannot be duplicated',
    },
    {
      at: 'spec',
      rule: '!(has(self.workloadSelector) && has(self.endpoints))',
      message: 'only one of WorkloadSelector or Endpoints can be set',
    },
    {
      at: 'spec',
      rule: `has(self.addresses) && self.addresses.exists(a, a.contains('/')) ? has(self.resolution) ? self.resolution in ['NONE', 'STATIC'] : true : true`,
      message: 'CIDR addresses are allowed only for NONE/STATIC resolution types',
    },
    {
      at: 'spec',
      rule: `has(self.resolution) && self.resolution == 'NONE' || !has(self.resolution) ? !has(self.endpoints) : true`,
      message: 'NONE mode cannot set endpoints',
    },
    {
      at: 'spec',
      rule: `has(self.resolution) && self.resolution == 'DNS_ROUND_ROBIN' && has(self.endpoints) ? self.endpoints.size() == 1 : true`,
      message: 'DNS_ROUND_ROBIN mode cannot have multiple endpoints',
    },
  ],
};
