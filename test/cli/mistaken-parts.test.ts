import { mkdirSync, rmSync } from 'node:fs';
import { cart, heads, route } from './mistakes.js';
import { Project } from './project.js';

/** As one-mistake: of what a service reads and asks. Each is said once, where it stands, with what to write. */
describe('one mistake of a secret, of a query or of a shape', () => {
  let project: Project;

  beforeEach(() => {
    project = new Project();
  });
  afterEach(() => project.remove());

  it('a query between quotes, whose variable nobody fills in', () => {
    project.edit(cart, '{ fixed }', '{ canary, fixed, pause, promql, weight }');
    project.edit('src/fleet/environments.ts', 'defineFleet,', 'defineFleet, kubePrometheusStack,');
    const stack = "prometheus: kubePrometheusStack({ release: 'stack', namespace: 'monitoring' })";
    project.edit(
      'src/fleet/environments.ts',
      "ingress: ingressClass('nginx', { host: 'shop.test' }),",
      `ingress: ingressClass('nginx', { host: 'shop.test' }), ${stack},`,
    );
    project.edit(
      'src/fleet/environments.ts',
      "ingress: ingressClass('nginx', { host: 'shop.localhost' }),",
      `ingress: ingressClass('nginx', { host: 'shop.localhost' }), ${stack},`,
    );
    const query = (name: string) => `query: (${name}) => 'sum(rate(http_requests_total{\${${name}}}[5m])) > 1'`;
    const analysis = `promql({ name: 'asked', ${query('own')}, window: '5m', good: { atLeast: 1 } })`;
    project.edit(
      cart,
      route,
      `ownAlerts: { A: { ${query('own')},\n for: '5m', severity: 'warning', summary: 'a' } },\n  ` +
        `delivery: canary({ steps: [weight(50), pause('5m')], traffic: 'pods', analysis: [\n ${analysis}] })`,
    );
    const { err } = project.eco('synth');
    expect(heads(err).filter((line) => /^src.*: error/.test(line))).toEqual([
      expect.stringMatching(
        /cart\.ts:11:21: error: the query of "A" has "\$\{own\}", which nobody fills in .*\[rule-schema\]/,
      ),
      expect.stringMatching(/cart\.ts:14:26: error: the query of analysis "asked" has "\$\{own\}"/),
    ]);
    expect(err).toContain('between quotes is text: write the query between backticks');
  });

  describe('of a secret', () => {
    beforeEach(() => {
      project.write(
        'src/fleet/environments.ts',
        project
          .read('src/fleet/environments.ts')
          .replace('defineFleet,', 'clusterSecrets, defineFleet,')
          .replaceAll('registry: {', "secrets: clusterSecrets({ namespace: 'vault' }),\n      registry: {"),
      );
      project.edit(cart, '{ fixed }', '{ fixed, secret }');
    });
    const pay = "secret('pay', { at: 'pay/cart', keys: ['token'], env: { TOKEN: 'token' } })";
    const own = (is: string) => project.edit(cart, route, `secrets: [${is}]`);

    it('two of one name: at the second, which names the first', () => {
      own(pay);
      project.edit('src/fleet/stock.ts', '{ fixed }', '{ fixed, secret }');
      project.edit(
        'src/fleet/stock.ts',
        'port: 9000',
        `secrets: [${pay.replace('pay/cart', 'pay/stock')}], port: 9000`,
      );
      const { err } = project.eco('synth');
      expect(heads(err)).toEqual([
        expect.stringMatching(
          /stock\.ts:5:\d+: error: two secrets are called "pay" in namespace "web": one has its values at "pay\/cart", this one its values at "pay\/stock" \(and in test\) \[secret-duplicate\]/,
        ),
      ]);
      expect(err).toMatch(/the other is at\s+src\/fleet\/cart\.ts:11/);
    });

    it('its name, a key that is there twice, and a key that it lacks: where it is declared', () => {
      own(pay.replace("'pay'", "'Pay_1'").replace("['token']", "['token', 'token']"));
      expect(heads(project.eco('synth').err)).toEqual([
        expect.stringMatching(/cart\.ts:11:\d+: error: "Pay_1" has "P" at the start.* \(and in test\) \[name-syntax\]/),
        expect.stringMatching(/cart\.ts:11:\d+: warning: key "token" is fetched twice \(and in test\)/),
      ]);
      project.edit(cart, "'Pay_1'", "'pay'");
      project.edit(cart, "['token', 'token']", "['login']");
      project.edit(cart, "env: { TOKEN: 'token' }", "env: { TOKEN: 'token' } as never");
      expect(heads(project.eco('synth').err)).toEqual([
        expect.stringMatching(/cart\.ts:11:\d+: error: key "token" is not in Secret "pay", where Deployment web\/cart/),
      ]);
    });
  });

  const anyOf = (json: string) => `JSON.parse('${json}')`;
  it.each([
    ['resources', "resources: { cpu: ['100m', '200m'], memory: ['64Mi', '128Mi'] }", '9:3', '{}'],
    ['scale', 'scale: fixed(2)', '8:3', '[2]'],
    ['uses', 'uses: [stock]', '10:3', '{"kind":"service"}'],
    ['delivery', route, '11:3', '"canary"'],
    ['port', 'port: 8000', '6:3', '"8000"'],
  ])('a shape that the compiler cannot see: %s', (key, is, place, json) => {
    project.edit(cart, is, `${key}: ${anyOf(json)}`);
    const { status, err } = project.eco('synth');
    expect(status).toBe(1);
    expect(heads(err)).toEqual([
      `src/fleet/cart.ts:${place}: error: "cart" gives ${key} as ${json} (and in test) [definition-shape]`,
    ]);
  });

  it('a namespace that is no name, and ranges of addresses: where the environments are', () => {
    project.edit('src/fleet/environments.ts', "services: 'web'", "services: 'Web'");
    expect(heads(project.eco('synth').err)).toEqual([
      expect.stringMatching(/environments\.ts:9:\d+: error: namespace "Web" has "W" at the start.*\[name-syntax\]/),
    ]);
    project.edit('src/fleet/environments.ts', "services: 'Web'", "stores: undefined, services: 'web'");
    project.edit('src/fleet/environments.ts', "services: '10.96.0.0/12'", "services: '10.96.0.0/33'");
    expect(heads(project.eco('synth').err)).toEqual([
      expect.stringMatching(/environments\.ts:6:\d+: error: services "10\.96\.0\.0\/33" is no range of addresses/),
    ]);
    project.edit('src/fleet/environments.ts', "services: '10.96.0.0/33'", "services: '10.244.0.0/20'");
    expect(heads(project.eco('synth').err)).toEqual([
      expect.stringMatching(/error: pods "10\.244\.0\.0\/16" and services "10\.244\.0\.0\/20" share addresses/),
    ]);
  });

  it('a module that throws is named from the root of the project', () => {
    project.edit(cart, 'export const', "if (fixed.length > 0) throw new Error('no plan');\nexport const");
    expect(heads(project.eco('synth').err)).toEqual([
      expect.stringMatching(/^src\/fleet\/cart\.ts:5:29: error: the fleet threw while it was loaded: no plan/),
    ]);
  });

  it('a project whose files are no such files: at each of them', () => {
    project.edit('cdk8s.yaml', 'language', '\uFEFFlanguage');
    for (const [text, said] of [
      ['\uFEFF{}', /^package\.json:1:1: error: package\.json is no JSON: it begins with a byte order mark/],
      ['{type', /^package\.json:1:1: error: package\.json is no JSON: /],
    ] as const) {
      project.write('package.json', text);
      expect(heads(project.eco('synth').err)).toEqual([expect.stringMatching(said)]);
    }
    project.write('package.json', '{}');
    const config = project.read('src/fleet/tsconfig.json');
    project.write('src/fleet/tsconfig.json', '{}');
    expect(heads(project.eco('synth').err)).toEqual([
      expect.stringMatching(/^src\/fleet\/tsconfig\.json:1:1: error: the fleet was compiled to ES modules/),
    ]);
    project.write('src/fleet/tsconfig.json', config);
    rmSync(project.path('src/fleet/images/live.yaml'));
    mkdirSync(project.path('src/fleet/images/live.yaml'));
    expect(heads(project.eco('synth').err)).toEqual([
      expect.stringMatching(/live\.yaml:1:1: error: the images file of "live" is no file/),
    ]);
  });

  it.each([
    ['the name of the fleet', "name: 'shop'", "name: 'Shop App'", '7:3', /name "Shop App" has "S" at the start/],
    ['of the root Application', "rootApplication: 'shop'", "rootApplication: ''", '8:3', /rootApplication "" is empty/],
    [
      'a registry',
      "url: 'registry.test/shop' },\n      ingress: ingressClass('nginx', { host: 'shop.test'",
      "url: 'https://registry.test/shop' },\n      ingress: ingressClass('nginx', { host: 'shop.test'",
      '19:19',
      /registry "https:\/\/registry\.test\/shop" has "https:" where a registry's host belongs/,
    ],
    ['a branch', "revision: 'main'", "revision: ''", '6:66', /revision is empty/],
  ])('what is no name or place: %s', (_, is, wrong, place, message) => {
    project.edit('src/fleet/environments.ts', is, wrong);
    const found = heads(project.eco('synth').err);
    expect(found).toEqual([expect.stringMatching(message)]);
    expect(found[0]).toContain(`src/fleet/environments.ts:${place}: error: `);
  });

  it('a module that asks for the time of day', () => {
    project.edit(cart, 'export const', 'const built = Date.now();\nexport const');
    expect(heads(project.eco('synth').err)).toEqual([
      expect.stringMatching(
        /^src\/fleet\/cart\.ts:5:20: error: the fleet asks for Date\.now\(\), which is another with/,
      ),
    ]);
  });

  it('a module that does not come to an end', () => {
    project.edit(cart, 'export const', 'while (fixed.length > 0);\nexport const');
    expect(heads(project.eco('synth').err)).toEqual([
      expect.stringMatching(/^src\/fleet\/cart\.ts:1:1: error: the module has not come to an end within \d+ s while/),
    ]);
  });

  it('a definition that is listed twice: where the list has it again', () => {
    project.edit('src/fleet/index.ts', 'compose(cart, stock)', 'compose(cart, stock, cart)');
    expect(heads(project.eco('synth').err)).toEqual([
      'src/fleet/index.ts:5:43: error: "cart" is in the fleet\'s list twice (and in test) [name-duplicate]',
    ]);
  });
});
