import { Project } from './project.js';

/** Where messages about a fleet point: at what its author wrote, and once. */
let project: Project;
beforeEach(() => {
  project = new Project();
});
afterEach(() => project.remove());

it('a request above its limit is shown at the pair, and not again as a field of what is made', () => {
  project.edit('src/fleet/cart.ts', "cpu: ['100m', '200m']", "cpu: ['300m', '200m']");
  const { status, err } = project.eco('synth');
  expect({ status, err }).toEqual({ status: 1, err: expect.stringContaining('src/fleet/cart.ts:9:16: error: cpu') });
  expect(err.match(/\[resources\]/g)).toHaveLength(1);
});

it('a stack that is said to be elsewhere than its add-on is shown where it is said, and what follows is not', () => {
  const file = 'src/fleet/environments.ts';
  const registry =
    "      registry: { url: 'registry.test/shop' },\n      ingress: ingressClass('nginx', { host: 'shop.test' })";
  project.edit(file, 'import { defineFleet,', 'import { defineFleet, kubePrometheusStack, kubePrometheusStackChart,');
  project.edit(
    file,
    registry,
    `      prometheus: kubePrometheusStack({
        release: 'kube-prometheus-stack',
        namespace: 'monitorin',
      }),
      addOns: [kubePrometheusStackChart()],
${registry}`,
  );
  const { err } = project.eco('synth');
  expect(err).toMatch(/src\/fleet\/environments\.ts:21:9: error: the namespace of the monitoring stack is "monitorin"/);
  expect(err).not.toContain('namespace-undeclared');
});

it.each([
  ['scale: fixed(2)', 'scale: fixed(1.5)', 'fixed(1.5)', 'scale'],
  ['scale: fixed(2)', 'scale: automatic({ min: 3, max: 2, cpu: 60 })', 'max', 'scale'],
  // What is wrong is what it chose itself.
  ['port: 8000', 'delivery: rolling({ maxSurge: 0 }),\n  port: 8000', 'rolling({ maxSurge: 0 })', 'rollout-deadlock'],
  [
    'port: 8000',
    "delivery: rolling({ minReady: '9m' }),\n  port: 8000",
    "rolling({ minReady: '9m' })",
    'rollout-deadlock',
  ],
  // Of several on one line the one that is meant.
  ['port: 8000', 'delivery: canary({ steps: [weight(9), weight(9.5)] }),\n  port: 8000', 'weight(9.5)', 'ro-step'],
  [
    'port: 8000',
    "delivery: canary({ steps: [weight(9), pause('5m'), pause('0s')] }),\n  port: 8000",
    "pause('0s')",
    'ro-step',
  ],
])('what a factory makes is shown where it was called: %s', (before, after, shown, rule) => {
  const file = 'src/fleet/cart.ts';
  project.edit(file, 'import { fixed }', 'import { automatic, canary, fixed, pause, rolling, weight }');
  project.edit(file, before, after);
  const lines = project.read(file).split('\n');
  const line = lines.findIndex((text) => text.includes(shown)) + 1;
  const column = (lines[line - 1] ?? '').indexOf(shown);
  const { err } = project.eco('synth --check');
  expect(err).toContain(`${file}:${line}:${column + 1}: error: `);
  expect(err).toContain(`[${rule}]`);
  expect(err).toContain(`\n     | ${' '.repeat(column)}${'^'.repeat(shown.length)}\n`);
});

it('what the fleet does not list is shown where it is used', () => {
  const file = 'src/fleet/cart.ts';
  project.edit(
    file,
    "import { stock } from './stock';",
    "import { stock } from './stock';\n\nconst lost = defineService('lost', () => undefined);",
  );
  project.edit(file, 'uses: [stock]', 'uses: [stock, lost]');
  expect(project.eco('synth').err).toMatch(/cart\.ts:12:17: error: "cart" uses "lost".*\n.*\n {5}\| {17}\^{4}\n/);
});

it('what is too large for its node is shown at its request, also where that is written elsewhere', () => {
  const file = 'src/fleet/cart.ts';
  project.edit(file, "memory: ['64Mi', '128Mi']", "memory: ['900Gi', '900Gi']");
  expect(project.eco('synth').err).toMatch(/cart\.ts:9:39: error: "cart" needs .* of memory/);
  const [resources = ''] = /\{ cpu: .* \}/.exec(project.read(file)) ?? [];
  project.edit(file, `resources: ${resources}`, 'resources: large');
  project.edit(file, 'export const cart', `const large = ${resources} as const;\nexport const cart`);
  expect(project.eco('synth').err).toMatch(/cart\.ts:10:3: error: "cart" needs .* of memory/);
});

it('an alert is told from another by what stands beside its query', () => {
  const file = 'src/fleet/cart.ts';
  project.edit('src/fleet/environments.ts', 'import { defineFleet,', 'import { defineFleet, kubePrometheusStack,');
  project.edit(
    'src/fleet/environments.ts',
    "      ingress: ingressClass('nginx', { host: 'shop.test' })",
    "      prometheus: kubePrometheusStack({ release: 'p', namespace: 'monitoring' }),\n      ingress: ingressClass('nginx', { host: 'shop.test' })",
  );
  const alert = (query: string, span: string) =>
    `{\n query: (_: string) => \`${query}\`,\n for: '${span}', severity: 'critical' as const, summary: 's' }`;
  const alerts = `{ A: ${alert('sum(x) > 0', '5m')}, B: ${alert('sum(y > 0', '15m')} }`;
  project.edit(file, '  port: 8000', `  ownAlerts: ${alerts},\n  port: 8000`);
  expect(project.eco('synth').err).toMatch(/cart\.ts:9:2: error: the query of "B" cannot be read/);
});
