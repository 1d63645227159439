import { defaultDeny } from '../../src/construct/isolation.js';
import { istio } from '../../src/construct/platform.js';
import { platform, service, worker } from '../service/synth-service.js';

const gateway = { name: 'public', namespace: 'gateways' };
const pods = { name: 'gateway', namespace: 'gateways', labels: { istio: 'ingress' } };
const prometheus = { name: 'Prometheus', namespace: 'monitoring', labels: { app: 'prometheus' } };
const meshed = (strict: boolean, namespaces = ['shop']) =>
  platform({
    ingress: istio({ host: 'shop.test', gateway, pods, ...(strict && { mutualTls: 'strict' as const }) }),
    isolation: defaultDeny({ scrapers: [prometheus] }),
    mesh: { namespaces, gateway, strict },
  });
const stock = {
  kind: 'connection' as const,
  name: 'stock',
  host: 'stock.shop.svc.cluster.local',
  port: 9000,
  at: [{ to: { name: 'stock', namespace: 'shop', labels: { app: 'stock' } }, port: 9000 }],
};

test('the gateway and who scrapes are let in; a caller brings the policy that lets it in', () => {
  const { ofKind } = service({ platform: meshed(false), route: '/cart', uses: [stock] });
  const [own, called] = ofKind('AuthorizationPolicy').map(({ spec }) => spec);
  expect(own.rules).toEqual([
    { from: [{ source: { namespaces: ['gateways'] } }], to: [{ operation: { ports: ['8000'] } }] },
    { to: [{ operation: { ports: ['8000'], methods: ['GET'], paths: ['/metrics'] } }] },
  ]);
  expect(called).toEqual({
    action: 'ALLOW',
    selector: { matchLabels: { app: 'stock' } },
    rules: [
      {
        from: [{ source: { principals: ['cluster.local/ns/shop/sa/cart'] } }],
        to: [{ operation: { ports: ['9000'] } }],
      },
    ],
  });
});

test('strict: who scrapes asks the sidecar of a service, and the plain port of a worker', () => {
  const strict = service({ platform: meshed(true), route: '/cart' });
  expect(strict.get('AuthorizationPolicy').spec.rules).toHaveLength(1);
  expect(JSON.stringify(strict.get('NetworkPolicy').spec.ingress)).toContain('15020');
  const { get } = worker({ platform: meshed(true) });
  expect(get('PeerAuthentication').spec).toMatchObject({
    mtls: { mode: 'STRICT' },
    portLevelMtls: { '9090': { mode: 'PERMISSIVE' } },
  });
});

test('sidecars reach istiod; pods without them have no policies of the mesh', () => {
  const inside = service({ platform: meshed(false) });
  expect(JSON.stringify(inside.get('NetworkPolicy').spec.egress)).toContain('15012');
  const outside = service({ platform: meshed(false, ['other']), uses: [stock] });
  expect(outside.kinds).not.toContain('AuthorizationPolicy');
  expect(JSON.stringify(outside.ofKind('NetworkPolicy')[0].spec.egress)).not.toContain('15012');
});
