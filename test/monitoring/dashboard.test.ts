import { parse } from '../../src/metrics/promql/parse.js';
import { typeProblems } from '../../src/metrics/promql/types.js';
import { grafana } from '../../src/monitoring/dashboard/grafana.js';
import { jsonText } from '../../src/monitoring/dashboard/json-text.js';
import { fleetDashboard, storeDashboard } from '../../src/monitoring/dashboard/others.js';
import { workloadDashboard } from '../../src/monitoring/dashboard/workload.js';

const watched = {
  name: 'cart',
  namespace: 'shop',
  controllers: [{ kind: 'Rollout', names: ['cart'] }],
  automatic: false,
  job: 'cart',
  volume: 'state',
} as const;
const objective = {
  name: 'availability',
  namespace: 'shop',
  service: 'cart',
  does: 'requests',
  objective: 0.99,
  days: 30,
  floor: 0.01,
} as const;
const store = { name: 'db', namespace: 'data', job: 'db-pods', volume: 'data' } as const;

const boards = {
  service: workloadDashboard('shop', { ...watched, does: 'requests' }, [objective]),
  worker: workloadDashboard('shop', { ...watched, does: 'tasks' }, []),
  postgres: storeDashboard('shop', { ...store, kind: 'postgres' }),
  redis: storeDashboard('shop', { ...store, kind: 'redis' }),
  rabbitmq: storeDashboard('shop', { ...store, kind: 'rabbitmq' }),
  fleet: fleetDashboard('shop', ['shop', 'data']),
};

interface Written {
  readonly panels: readonly {
    readonly id: number;
    readonly title: string;
    readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
    readonly fieldConfig?: { readonly defaults: { readonly thresholds: { readonly steps: readonly object[] } } };
    readonly targets?: readonly { readonly expr: string; readonly legendFormat: string }[];
  }[];
}
const written = (name: keyof typeof boards) => grafana(boards[name]) as Written;

describe.each(Object.keys(boards) as (keyof typeof boards)[])('the dashboard of a %s', (name) => {
  const { panels } = written(name);

  it('numbers its panels, and puts each at a place of its own', () => {
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, i) => `${x + (i % w)},${y + Math.floor(i / w)}`),
    );
    expect(new Set(cells).size).toBe(cells.length);
    expect(Math.max(...panels.map(({ gridPos: { x, w } }) => x + w))).toBe(24);
  });

  it('asks queries that Prometheus takes, and names each line by a label that they keep', () => {
    for (const { expr, legendFormat } of panels.flatMap(({ targets = [] }) => targets)) {
      const parsed = parse(expr);
      expect(parsed).toHaveProperty('expr');
      if ('expr' in parsed) expect(typeProblems(parsed.expr)).toEqual([]);
      for (const [, label = ''] of legendFormat.matchAll(/\{\{(\w+)\}\}/g)) expect(expr).toContain(label);
    }
  });

  it('is the same text each time, and JSON', () => {
    const text = jsonText(grafana(boards[name]));
    expect(text).toBe(jsonText(grafana(boards[name])));
    expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(grafana(boards[name]))));
  });
});

test('what an alert fires at is a red line', () => {
  const errors = written('service').panels.find(({ title }) => title === 'Error ratio');
  expect(errors).toMatchObject({
    fieldConfig: {
      defaults: {
        thresholds: { steps: [{}, { color: 'red', value: 0.05 }] },
        custom: { thresholdsStyle: { mode: 'line' } },
      },
    },
  });
});

test('nobody is told that a store uses all that it is given: no red line', () => {
  const memory = written('redis').panels.find(({ title }) => title === 'Memory of its limit');
  expect(memory?.fieldConfig?.defaults.thresholds.steps).toHaveLength(1);
});

test('its place is the limit that the author chose, and an alert that is off has none', () => {
  const settings = { HighErrorRate: { limit: 0.02 }, HighLatency: 'off', CpuThrottled: { for: '1h' } } as const;
  const { panels } = grafana(workloadDashboard('shop', { ...watched, does: 'requests' }, [], settings)) as Written;
  const red = (title: string) => panels.find((one) => one.title === title)?.fieldConfig?.defaults.thresholds.steps[1];
  expect(red('Error ratio')).toEqual({ color: 'red', value: 0.02 });
  expect(red('Latency')).toBeUndefined();
  expect(red('CPU throttled')).toEqual({ color: 'red', value: 0.25 });
});
