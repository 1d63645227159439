import { cart, heads, route } from './mistakes.js';
import { Project } from './project.js';

/** What authors get wrong: each is said once, where it stands, with what to write; what follows from it is not said too. */
describe('one mistake, one message', () => {
  let project: Project;

  beforeEach(() => {
    project = new Project();
  });
  afterEach(() => project.remove());
  const alert = (text: string) => `ownAlerts: { A: { query: () => 'up', summary: 'a', ${text} } }`;

  it.each([
    [
      'a path without the slash that it begins with',
      `${route}, health: 'healthz'`,
      /cart\.ts:11:28: error: health "healthz" does not begin with "\/"/,
      'Write "/healthz".',
    ],
    [
      'a URL for a route',
      "route: 'https://shop.test/cart'",
      /cart\.ts:11:11: error: route "https:\/\/shop\.test\/cart" does not begin with "\/"/,
      'Write "/cart".',
    ],
    [
      'a route with a slash at its end',
      "route: '/cart/'",
      /cart\.ts:11:3: error: route "\/cart\/" is not a plain path/,
      'Write "/cart": no final slash',
    ],
    [
      'a severity that is none',
      alert("for: '5m', severity: 'warn'"),
      /cart\.ts:11:\d+: error: severity "warn" does not exist/,
      'Write "warning".',
    ],
    [
      'a file without a folder',
      "files: { 'a.txt': 'x' }",
      /cart\.ts:11:13: error: "a\.txt" is no absolute path of a file in a folder/,
      'Write it with its folder: "/etc/cart/a.txt".',
    ],
    [
      'a span of time with a blank in it',
      "shutdown: '30 s'",
      /cart\.ts:11:3: error: shutdown "30 s" is no span of time \(and in test\) \[duration\]/,
      'Write "30s", a whole number',
    ],
    [
      'half an hour as no controller reads it',
      "shutdown: '0.5h'",
      /cart\.ts:11:3: error: shutdown "0\.5h" is no span of time/,
      'Write "30m", a whole number',
    ],
    [
      'a variable with a blank in its name',
      "env: {\n    A: '1',\n    'MY MODE': 'fast',\n  }",
      /cart\.ts:13:6: error: variable "MY MODE" has " " as character 3/,
      'Call it "MY_MODE".',
    ],
  ])('%s', (_, is, head, fix) => {
    project.edit(cart, route, is);
    const run = project.eco('synth');
    expect(run).toMatchObject({ status: 1, out: '' });
    expect(heads(run.err)).toEqual([expect.stringMatching(head)]);
    expect(run.err).toContain(`fix  ${fix}`);
  });

  it('a service that was given the name of another: synthesis says it, and so do checks of what was written before', () => {
    project.eco('synth');
    project.edit('src/fleet/stock.ts', "'stock'", "'cart'");
    for (const command of ['synth', 'check']) {
      const { status, out, err } = project.eco(command);
      expect(status).toBe(1);
      expect(heads(out + err)).toEqual([
        expect.stringMatching(/src\/fleet\/stock\.ts:.*: error: "cart" is declared twice .*\[name-duplicate\]/),
      ]);
      expect(out + err).toContain('the other is at src/fleet/cart.ts:5');
    }
  });

  it('a definition that throws names its environments, in checks as in synthesis', () => {
    project.eco('synth');
    const thrown = (when: string) =>
      `port: ((): number => {\n    if (${when}) throw new Error('no port');\n    return 8000;\n  })()`;
    project.edit(cart, '() =>', '(env) =>');
    project.edit(cart, 'port: 8000', thrown('env.name.length > 0'));
    const said = (command: string) => {
      const { out, err } = project.eco(command);
      return heads(out + err);
    };
    for (const command of ['synth', 'check'])
      expect(said(command)).toEqual([expect.stringMatching(/cart\.ts:7:36: error: .*no port.* \(and in test\)/)]);
    project.edit(cart, 'env.name.length > 0', "env.name === 'live'");
    for (const command of ['synth', 'check'])
      expect(said(command)).toEqual([expect.stringMatching(/cart\.ts:7:36: error: .*no port.* \(in live\)/)]);
  });

  it('a label of the pods that selectors ask for', () => {
    project.edit(cart, '{ fixed }', '{ fixed, override }');
    const labels = "(it) => it.spec.template.metadata.labels['app.kubernetes.io/name']";
    project.edit(cart, route, `overrides: [override('Deployment', ${labels}, 'basket', 'a try')]`);
    const { err } = project.eco('synth');
    expect(heads(err)).toEqual([
      expect.stringMatching(/cart\.ts:11:15: error: .* \(and in test\) \[selector-template\]/),
    ]);
    expect(err).toMatch(/more of the same cause:\n {7}src\/fleet\/cart\.ts:5:\d+ Service web\/cart/);
    expect(err).toContain('[service-selects-nothing]');
  });

  it('pods that do not fit, neither at rest nor with those of a canary beside them', () => {
    const canary = "canary({ steps: [weight(50), pause('5m')], traffic: 'pods' })";
    project.edit(cart, '{ fixed }', '{ canary, fixed, pause, rolling, weight }');
    project.edit(cart, '() =>', '(env) =>');
    project.edit(cart, 'fixed(2)', 'fixed(4)');
    project.edit(cart, "memory: ['64Mi', '128Mi']", "memory: ['1Gi', '1Gi']");
    project.edit(cart, route, `delivery: env.pick({ live: ${canary}, test: rolling() })`);
    const { err } = project.eco('synth');
    expect(heads(err)).toEqual([
      expect.stringMatching(
        /cart\.ts:8:10: error: "cart" needs 4096Mi of memory on "big", which offers 3586Mi \[node-cap/,
      ),
    ]);
    // Not what the construct says, which knows nothing of the others on the node.
    expect(err).toContain('why  4 x 1024Mi, beside ');
    expect(err).toContain('fix  2 replicas fit beside them');
  });

  it('a weight that the pods of one environment cannot give names it', () => {
    const canary = "canary({ steps: [weight(10), pause('5m')], traffic: 'pods' })";
    project.edit(cart, '{ fixed }', '{ canary, fixed, pause, rolling, weight }');
    project.edit(cart, '() =>', '(env) =>');
    project.edit(cart, route, `delivery: env.pick({ live: ${canary}, test: rolling() })`);
    expect(heads(project.eco('synth').err)).toEqual([
      expect.stringMatching(/error: weight 10 of 2 pods would be 1 of 3: 33 % \(in live\) \[ro-weight-rounding\]/),
    ]);
    project.edit(cart, 'rolling()', canary.replace('10', '20'));
    expect(heads(project.eco('synth').err)).toEqual([
      expect.stringContaining('weight 10 of 2 pods would be 1 of 3: 33 % (in live)'),
      expect.stringContaining('weight 20 of 2 pods would be 1 of 3: 33 % (in test)'),
    ]);
  });

  it('a bracket that is not closed, whatever else the compiler says of the file', () => {
    project.edit(cart, "['100m', '200m']", "['100m', '200m'");
    expect(heads(project.eco('synth').err)).toEqual([
      expect.stringContaining('cart.ts:9:21: error: this [ is not closed [type-error]'),
    ]);
  });

  it('a name that is not there, wherever it is written', () => {
    project.edit(cart, 'fixed(2)', 'fixd(fixd(1))');
    expect(heads(project.eco('synth').err)).toEqual([
      expect.stringContaining('cart.ts:8:10: error: there is no "fixd" here'),
    ]);
  });

  it('each property of a service that is none', () => {
    project.edit(cart, route, "rout: '/cart',\n  replicas: 2");
    expect(heads(project.eco('synth').err)).toEqual([
      expect.stringContaining('cart.ts:11:3: error: "rout" is no property of a service'),
      expect.stringContaining('cart.ts:12:3: error: "replicas" is no property of a service'),
    ]);
  });

  it('each property that is none of what a service consists of', () => {
    project.edit(cart, 'resources: {', "resources: { scale: ['1', '1'],");
    project.edit(
      cart,
      route,
      "slo: { availability: 0.99, windw: '30d', latency: { within: 1, objective: 0.9, quantile: 1 } },\n" +
        "  alerts: { HighErrorRate: { for: '5m', sevrity: 'critical' } }",
    );
    const run = project.eco('synth');
    expect(heads(run.err).toSorted()).toEqual([
      expect.stringContaining('cart.ts:11:30: error: "windw" is no property of an SLO'),
      expect.stringContaining('cart.ts:11:82: error: "quantile" is no property of the latency of an SLO'),
      expect.stringContaining('cart.ts:12:41: error: "sevrity" is no property of an alert'),
      expect.stringContaining('cart.ts:9:16: error: "scale" is no property of resources'),
    ]);
    expect(run.err).toContain('Resources have: cpu, memory.');
  });
});
