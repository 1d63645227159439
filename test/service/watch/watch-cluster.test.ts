import { kubePrometheusStack } from '../../../src/construct/platform.js';
import { oneEnvironment } from '../one-environment.js';
import { bare } from '../synth-service.js';

const prometheus = kubePrometheusStack({ release: 'kube-prometheus-stack', namespace: 'monitoring' });

interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly for: string;
}

test('an environment changes limits of what no service brings, on its dashboard too', () => {
  const alerts = { NodeCpuHigh: { limit: 0.95, for: '1h' }, NodeMissing: 'off' } as const;
  const { named, rejected } = oneEnvironment({ prometheus, alerts });
  expect(rejected).toEqual([]);
  const groups: { rules: Rule[] }[] = named('PrometheusRule', 'shop').spec.groups;
  const rules = groups.flatMap((group) => group.rules);
  expect(rules.find(({ alert }) => alert === 'NodeCpuHigh')).toMatchObject({
    expr: expect.stringMatching(/> 0\.95$/),
    for: '1h',
  });
  expect(rules.map(({ alert }) => alert)).toContain('NodeMemoryHigh');
  expect(rules.map(({ alert }) => alert)).not.toContain('NodeMissing');
  expect(named('ConfigMap', 'shop-dashboard').data['shop.json']).toContain('"value": 0.95');
});

test('a name that is none of its alerts', () => {
  // What a function returns is not looked through for names that do not exist.
  const alerts = { NodeCpuHihg: { limit: 0.95 }, NodeMissing: 'off' } as const;
  expect(oneEnvironment({ prometheus, alerts }).rejected).toEqual(['"NodeCpuHihg" is no alert']);
});

test('a count of nodes only where some are left to be counted', () => {
  const on = (...names: readonly string[]) => {
    const nodes = Object.fromEntries(names.map((name) => [name, { machine: 't3.medium' as const }]));
    const { named, rejected } = oneEnvironment({ prometheus, cluster: { ...bare.cluster, nodes } });
    expect(rejected).toEqual([]);
    return JSON.stringify(named('PrometheusRule', 'shop'));
  };
  expect(on('a', 'b')).toContain('NodeMissing');
  expect(on('a')).not.toContain('NodeMissing');
});
