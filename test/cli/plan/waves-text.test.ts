import { planJson } from '../../../src/cli/plan/plan-json.js';
import { wavesText } from '../../../src/cli/plan/waves-text.js';
import { ManifestSet } from '../../../src/manifest/manifest-set.js';
import { plan } from '../../../src/order/plan.js';
import { setOf } from '../../manifest/set-of.js';

const PLATFORM = `
{apiVersion: v1, kind: Namespace, metadata: {name: shop}}
---
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: { name: mail, namespace: shop }
spec:
  secretStoreRef: { name: store, kind: ClusterSecretStore }
  target: { name: smtp }
  data: [{ secretKey: password, remoteRef: { key: mail } }]
---
{apiVersion: scheduling.k8s.io/v1, kind: PriorityClass, metadata: {name: first}, value: 1}
`;

const CART = `---
apiVersion: apps/v1
kind: Deployment
metadata: { name: cart, namespace: shop }
spec:
  selector: { matchLabels: { app: cart } }
  template:
    metadata: { labels: { app: cart } }
    spec:
      priorityClassName: first
      containers:
        - name: app
          image: "x:1"
          env:
            - { name: PASSWORD, valueFrom: { secretKeyRef: { name: smtp, key: password } } }
            - { name: AGAIN, valueFrom: { secretKeyRef: { name: smtp, key: password } } }
`;

describe('what is of another Application', () => {
  const all = setOf(PLATFORM + CART).manifests.map((one) => {
    const folder = one.ref.kind === 'Deployment' ? 'cart' : 'platform';
    return { ...one, origin: { ...one.origin, file: `dist/live/${folder}/x.yaml` } };
  });
  const set = new ManifestSet('live', all);
  const members = all.filter(({ ref }) => ref.kind === 'Deployment');

  it('stands at who needs it, once, with the name of that Application and without the namespace', () => {
    const lines = wavesText('cart', plan(members, set), set, 200);
    expect(lines.filter((line) => / (?:needs|waits for) /.test(line)).map((line) => line.trim())).toEqual([
      'needs Secret smtp, made from ExternalSecret shop/mail (platform): spec.template.spec.containers[0].env[0].valueFrom.secretKeyRef.name',
      'needs PriorityClass first (platform): spec.template.spec.priorityClassName',
    ]);
  });

  it('is in the JSON, with what a controller makes of it', () => {
    const { waves } = planJson({ name: 'cart', plan: plan(members, set), push: undefined, leaving: [] }, set);
    expect(waves[0]?.objects[0]).toMatchObject({
      needs: [],
      elsewhere: [
        { object: { kind: 'ExternalSecret', name: 'mail' }, made: { kind: 'Secret', name: 'smtp' } },
        { object: { kind: 'PriorityClass', name: 'first' } },
      ],
    });
  });

  it('is none where the whole set is one Application', () => {
    const [wave] = plan(all, set).waves;
    expect(wave?.objects.flatMap(({ elsewhere }) => elsewhere)).toEqual([]);
  });
});

test('the table of a rollout begins further left where the line is short, its sentences are broken', () => {
  const rollout = setOf(`
apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: { name: cart, namespace: shop }
spec:
  replicas: 2
  selector: { matchLabels: { app: cart } }
  template:
    metadata: { labels: { app: cart } }
    spec: { containers: [{ name: app, image: "x:1" }] }
  strategy:
    blueGreen: { activeService: cart, previewService: cart-preview, autoPromotionEnabled: false }
`);
  const at = (width: number) => wavesText('cart', plan(rollout.manifests, rollout), rollout, width);
  const head = (width: number) => at(width).find((line) => line.includes('earliest')) ?? '';
  const [wide, narrow] = [head(200), head(80)];
  expect(wide.length).toBeGreaterThan(80);
  expect(narrow.trim()).toBe(wide.trim());
  expect(Math.max(...at(80).map((line) => line.length))).toBeLessThanOrEqual(80);
});
