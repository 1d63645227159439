/** What a port of a Gateway or a ServiceEntry may speak. Source: istio/istio, pkg/config/protocol/instance.go, Parse. */
export const MESH_PROTOCOLS = [
  'HTTP',
  'HTTPS',
  'HTTP2',
  'GRPC',
  'GRPC-WEB',
  'HTTP_PROXY',
  'TLS',
  'TCP',
  'UDP',
  'MONGO',
  'REDIS',
  'MYSQL',
];

/** Those that are encrypted before they reach the proxy. Source: the same, IsTLS. */
export const OF_TLS: ReadonlySet<string> = new Set(['HTTPS', 'TLS']);

/** Those of which the proxy reads requests. Source: the same, IsHTTP. */
export const OF_HTTP: ReadonlySet<string> = new Set(['HTTP', 'HTTP2', 'HTTP_PROXY', 'GRPC', 'GRPC-WEB']);
