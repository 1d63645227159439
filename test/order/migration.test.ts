import { canary } from '../../src/delivery/canary/canary.js';
import { pause, weight } from '../../src/delivery/canary/step.js';
import { migrate } from '../../src/delivery/migrate.js';
import { rolling } from '../../src/delivery/rolling.js';
import type { Strategy } from '../../src/delivery/strategy.js';
import { migrationOf } from '../../src/order/migration.js';
import { automatic } from '../../src/service/scale.js';
import { deliver, setOf } from '../delivery/deliver.js';

const to = canary({ steps: [weight(10), pause('5m')] });

test.each<[string, Strategy]>([
  ['deployment', rolling()],
  ['beside', migrate({ phase: 'beside', to })],
  ['parked', migrate({ phase: 'parked', to })],
  ['rollout', to],
])('%s is known by its manifests', (phase, delivery) => {
  const { manifests } = setOf(deliver(delivery).all);
  expect(migrationOf(manifests)).toEqual({ phase, name: 'cart', namespace: 'shop', replicas: 3, scaled: false });
});

it('leaves the number of pods to an autoscaler, and has no way for what is neither', () => {
  const scale = automatic({ min: 2, max: 4, cpu: 70 });
  const { manifests } = setOf(deliver(migrate({ phase: 'beside', to }), { scale }).all);
  expect(migrationOf(manifests)).toMatchObject({ phase: 'beside', replicas: undefined, scaled: true });
  expect(migrationOf(manifests.filter(({ ref }) => ref.kind === 'Service'))).toBeUndefined();
});
