import { connection } from '../../../src/construct/connection.js';
import { ingressClass } from '../../../src/construct/platform.js';
import { callDefinitions } from '../../../src/service/environment/call-definitions.js';
import { evaluate } from '../../../src/service/environment/evaluate.js';
import { defineFleet } from '../../../src/service/fleet.js';
import { fixed } from '../../../src/service/scale.js';
import { overlayNetwork } from '../synth-service.js';

const environment = {
  cluster: { kubernetes: '1.28', network: overlayNetwork, nodes: {}, systemPods: { cpu: 0, memory: 0, pods: 0 } },
  registry: { url: 'registry.test' },
  ingress: ingressClass('nginx', { host: 'shop.test' }),
  git: { repo: 'https://git.test/shop.git', revision: 'main' },
};

const shop = () =>
  defineFleet({
    name: 'shop',
    rootApplication: 'shop-root',
    namespaces: { services: 'web', workers: 'jobs' },
    images: 'images',
    env: (env) => ({ STAGE: env.name, LEVEL: 'INFO' }),
    environments: { test: environment, live: environment },
  });

const minimal = { port: 80, scale: fixed(1), resources: { cpu: ['1m', '1m'], memory: ['1Mi', '1Mi'] } } as const;

it('calls each definition with its environment', () => {
  const { defineService, fleet } = shop();
  const cart = defineService('cart', (env) => ({ ...minimal, scale: env.pick({ test: fixed(1), live: fixed(3) }) }));
  const replicas = (name: string) => evaluate(fleet(cart), name).definitions.map(({ spec }) => spec.scale);
  expect(replicas('test')).toEqual([fixed(1)]);
  expect(replicas('live')).toEqual([fixed(3)]);
});

it('gives every service the shared variables, and lets its own win', () => {
  const { defineService, fleet } = shop();
  const cart = defineService('cart', () => ({ ...minimal, env: { LEVEL: 'DEBUG' } }));
  expect(evaluate(fleet(cart), 'live').definitions[0]?.spec.env).toEqual({ STAGE: 'live', LEVEL: 'DEBUG' });
});

it('leaves out what does not run in the environment', () => {
  const { defineService, fleet } = shop();
  const cart = defineService('cart', (env) => (env.name === 'live' ? minimal : undefined));
  expect(evaluate(fleet(cart), 'test').definitions).toEqual([]);
});

it('turns a service that another uses into its host and port there', () => {
  const { defineService, fleet } = shop();
  const stock = defineService('stock', () => ({ ...minimal, port: 9000 }));
  const cart = defineService('cart', () => ({ ...minimal, uses: [stock] }));
  const { definitions, findings } = evaluate(fleet(cart, stock), 'live');
  const [{ spec } = { spec: undefined }] = definitions;
  expect(spec?.uses).toMatchObject([
    {
      ...connection('stock', { host: 'stock.web.svc.cluster.local', port: 9000, prefix: 'STOCK' }),
      at: [{ to: { name: 'stock', namespace: 'web', labels: { 'app.kubernetes.io/name': 'stock' } }, port: 9000 }],
    },
  ]);
  expect(findings).toEqual([]);
});

describe('mistakes are findings, all of them in one run', () => {
  const messages = (fleet: Parameters<typeof evaluate>[0], name = 'live') =>
    evaluate(fleet, name).findings.map(({ rule, message }) => `${message} [${rule}]`);

  it('a service that does not run where another uses it', () => {
    const { defineService, fleet } = shop();
    const stock = defineService('stock', (env) => (env.name === 'live' ? minimal : undefined));
    const cart = defineService('cart', () => ({ ...minimal, uses: [stock] }));
    expect(messages(fleet(cart, stock), 'test')).toEqual([
      '"cart" uses "stock", which does not run in "test" [uses-missing]',
    ]);
  });

  it('a service that the fleet does not list, in the same words for each environment', () => {
    const { defineService, fleet } = shop();
    const stock = defineService('stock', () => minimal);
    const cart = defineService('cart', () => ({ ...minimal, uses: [stock] }));
    const found = ['live', 'test'].map((name) => evaluate(fleet(cart), name).findings);
    expect(found[0]).toMatchObject([
      {
        message: '"cart" uses "stock", which the fleet does not list',
        fix: 'Add "stock" to the list in the fleet\'s index, or pick another.',
      },
    ]);
    expect(found[1]).toEqual(found[0]);
  });

  it('services that need each other in a circle', () => {
    const { defineService, fleet } = shop();
    const cart: ReturnType<typeof defineService> = defineService('cart', () => ({ ...minimal, uses: [stock] }));
    const stock: ReturnType<typeof defineService> = defineService('stock', () => ({ ...minimal, uses: [cart] }));
    expect(messages(fleet(cart, stock))).toEqual([
      'services need each other in a circle: cart -> stock -> cart [uses-circular]',
    ]);
  });

  it('two definitions of one name, with the place of the other', () => {
    const { defineService, fleet } = shop();
    const one = defineService('cart', () => minimal);
    const two = defineService('cart', () => minimal);
    const [finding] = evaluate(fleet(one, two), 'live').findings;
    expect(finding).toMatchObject({ rule: 'name-duplicate', message: '"cart" is declared twice' });
    expect(finding?.fix).toMatch(new RegExp(`evaluate\\.test\\.ts:${(finding?.at?.line ?? 0) - 1}\\.$`));
  });

  it('one definition that is listed twice', () => {
    const { defineService, fleet } = shop();
    const one = defineService('cart', () => minimal);
    expect(evaluate(fleet(one, one), 'live').findings).toMatchObject([
      {
        rule: 'name-duplicate',
        message: '"cart" is in the fleet\'s list twice',
        fix: expect.stringMatching(/^Take one of the two out/),
      },
    ]);
  });

  it('one that was given the name of what it uses, and nothing that would follow from it', () => {
    const { defineService, fleet } = shop();
    const stock = defineService('cart', () => minimal);
    const cart = defineService('cart', () => ({ ...minimal, uses: [stock] }));
    const web = defineService('web', () => ({ ...minimal, uses: [stock, cart] }));
    for (const order of [fleet(cart, stock, web), fleet(web, stock, cart)]) {
      const { definitions, findings } = evaluate(order, 'live');
      expect(findings).toMatchObject([{ rule: 'name-duplicate', message: '"cart" is declared twice' }]);
      const used = definitions.map(({ definition, spec }) => [
        definition.name,
        spec.uses?.map(({ name }) => name) ?? [],
      ]);
      expect(Object.fromEntries(used)).toEqual({ cart: [], web: ['cart'] });
    }
  });

  it.each(['argocd', 'shop-root'])('a name that is taken, and nothing is built of it: %s', (name) => {
    const { defineService, fleet } = shop();
    expect(evaluate(fleet(defineService(name, () => minimal)), 'live').definitions).toEqual([]);
    expect(messages(fleet(defineService(name, () => minimal)))).toEqual([
      `the name "${name}" is taken [name-reserved]`,
    ]);
  });

  it('what it uses twice', () => {
    const { defineService, fleet } = shop();
    const stock = defineService('stock', () => minimal);
    const cart = defineService('cart', () => ({ ...minimal, uses: [stock, stock] }));
    expect(messages(fleet(cart, stock))).toEqual(['"cart" uses "stock" twice [env-duplicate]']);
  });

  it.each([
    ['A as NaN', { env: { A: Number('x') } }],
    ['A as "http://undefined"', { env: { A: `http://${undefined}` } }],
    ['health as "/[object Object]"', { health: `/${{}}` as const }],
  ])('a value that is not there, written into another: %s', (what, props) => {
    const { defineService, fleet } = shop();
    const { findings, definitions } = evaluate(fleet(defineService('cart', () => ({ ...minimal, ...props }))), 'live');
    expect(findings).toMatchObject([{ severity: 'warning', message: `"cart" gives ${what}` }]);
    expect(definitions).toHaveLength(1);
  });

  it('a definition that throws, at the line that threw', () => {
    const { defineService, fleet } = shop();
    const cart = defineService('cart', () => {
      throw new Error('no such size');
    });
    const ok = defineService('stock', () => minimal);
    const { findings, definitions } = evaluate(fleet(cart, ok), 'live');
    expect(findings).toMatchObject([
      { rule: 'definition-threw', message: 'the definition of "cart" threw: no such size' },
    ]);
    expect(findings[0]?.at?.file).toMatch(/evaluate\.test\.ts$/);
    expect(definitions).toHaveLength(1);
  });
});

describe('what an author wrote is not trusted to', () => {
  it('come to an end: nothing is said of the definitions behind it', () => {
    const { defineService, fleet } = shop();
    const cart = defineService('cart', () => {
      for (;;);
    });
    const stock = defineService('stock', () => minimal);
    const { findings, unclear } = callDefinitions(fleet(cart, stock), 'live', 0.05);
    expect(findings).toMatchObject([
      { rule: 'definition-threw', message: 'the definition of "cart" has not come to an end within 0.05 s' },
    ]);
    expect(findings[0]?.at?.file).toMatch(/evaluate\.test\.ts$/);
    expect([...unclear]).toEqual(['cart', 'stock']);
  });

  it('give the same with each run', () => {
    const { defineService, fleet } = shop();
    const cart = defineService('cart', () => ({ ...minimal, env: { BUILT: Date.now() } }));
    expect(evaluate(fleet(cart), 'live').findings).toMatchObject([
      {
        message: 'the definition of "cart" asks for Date.now(), which is another with each run',
        fix: expect.stringMatching(/^Write the value itself/),
      },
    ]);
  });

  it('get through the variables that all have', () => {
    const { defineService, fleet } = defineFleet({
      name: 'shop',
      rootApplication: 'shop-root',
      namespaces: { services: 'web', workers: 'jobs' },
      images: 'images',
      env: () => {
        throw new Error('no level');
      },
      environments: { live: environment },
    });
    const { findings, definitions } = evaluate(fleet(defineService('cart', () => minimal)), 'live');
    expect(findings).toMatchObject([{ message: 'the "env" of the fleet threw: no level' }]);
    expect(definitions).toHaveLength(1);
  });
});
