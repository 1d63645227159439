import { ingressClass } from '../../src/construct/platform.js';
import { pullSecret, secret } from '../../src/construct/secrets/secret.js';
import {
  clusterSecrets,
  madeBy,
  parameterStore,
  type SecretSource,
  sealed,
  secretsManager,
  vault,
} from '../../src/construct/secrets/secret-source.js';
import type { SealedValues } from '../../src/security/sealed-file.js';
import { compose } from '../../src/service/environment/compose.js';
import { defineFleet } from '../../src/service/fleet.js';
import { fixed } from '../../src/service/scale.js';
import type { ServiceSpec } from '../../src/service/spec.js';
import { walk } from '../../src/synth/walk.js';
import { overlayNetwork } from './synth-service.js';

const database = secret('database', {
  keys: ['user', 'pass-word'],
  at: 'data/shop',
  templates: { url: (key) => `postgresql://${key.user}:${key['pass-word']}@db:5432/shop` },
});
const aws = { region: 'eu-central-1', path: '/shop/live' } as const;

/** One service in an environment whose secrets come from there. */
function made(
  secrets: SecretSource | undefined,
  spec: Partial<ServiceSpec<never>>,
  values?: SealedValues,
  external?: Parameters<typeof defineFleet>[0]['external'],
) {
  const { defineService, fleet } = defineFleet({
    name: 'shop',
    rootApplication: 'shop-root',
    namespaces: { services: 'web', workers: 'jobs' },
    images: 'images',
    ...(external && { external }),
    environments: {
      live: {
        cluster: { kubernetes: '1.28', network: overlayNetwork, nodes: {}, systemPods: { cpu: 0, memory: 0, pods: 0 } },
        registry: { url: 'registry.test' },
        ingress: ingressClass('nginx', { host: 'shop.test' }),
        git: { repo: 'https://git.test/shop.git', revision: 'main' },
        ...(secrets && { secrets }),
      },
    },
  });
  const resources = { cpu: ['1m', '1m'], memory: ['1Mi', '1Mi'] } as const;
  const cart = defineService('cart', () => ({ port: 80, scale: fixed(1), resources, ...spec }));
  const { app, facts } = compose(fleet(cart), 'live', new Map([['cart', { tag: '1' }]]), values);
  const { objects, rejected } = walk(app);
  // biome-ignore lint/suspicious/noExplicitAny: tests read deep into manifests
  const all: any[] = objects.map(({ object }) => object);
  return {
    get: (kind: string, name?: string) =>
      all.find((one) => one.kind === kind && (name === undefined || one.metadata.name === name)),
    external: facts.external,
    rejected: rejected.map(({ rejection: { rule, message } }) => ({ rule, message })),
  };
}

const uses = { env: { DATABASE_URL: database.key.url } };

test('a parameter a key, below the path of the environment, and a template beside them', () => {
  const { get } = made(parameterStore(aws), uses);
  const { metadata, spec } = get('ExternalSecret');
  expect(metadata).toMatchObject({ name: 'database', namespace: 'web' });
  expect(spec.secretStoreRef).toEqual({ kind: 'ClusterSecretStore', name: 'shop' });
  expect(spec.refreshInterval).toBe('1h');
  // biome-ignore lint/suspicious/noExplicitAny: as above
  expect(spec.data.map((row: any) => [row.secretKey, row.remoteRef.key])).toEqual([
    ['user', '/shop/live/data/shop/user'],
    ['pass-word', '/shop/live/data/shop/pass-word'],
  ]);
  expect(spec.target.template).toEqual({
    mergePolicy: 'Merge',
    data: { url: 'postgresql://{{ .user }}:{{ index . "pass-word" }}@db:5432/shop' },
  });
});

test('a Secret that nobody brings is said once, where it is declared', () => {
  const { rejected, external, get } = made(undefined, { ...uses, secrets: [database] });
  expect(rejected).toEqual([
    { rule: 'secret-source', message: expect.stringContaining('nobody brings Secret "database"') },
  ]);
  expect(external).toContainEqual(expect.objectContaining({ kind: 'Secret', name: 'database' }));
  expect(get('ExternalSecret')).toBeUndefined();
});

test('a Secret that the fleet says exists is brought by somebody', () => {
  const known = { apiVersion: 'v1', kind: 'Secret', namespace: 'web', name: 'database' };
  expect(made(undefined, uses, undefined, [known]).rejected).toEqual([]);
  expect(made(undefined, uses, undefined, [{ ...known, namespace: 'jobs' }]).rejected).toHaveLength(1);
});

test('what reads a secret names the key', () => {
  const [container] = made(parameterStore(aws), uses).get('Deployment').spec.template.spec.containers;
  expect(container.env).toEqual([
    { name: 'DATABASE_URL', valueFrom: { secretKeyRef: { name: 'database', key: 'url' } } },
  ]);
});

test.each([
  [secretsManager({ ...aws, refresh: '10m' }), { key: '/shop/live/data/shop', property: 'user' }],
  [
    vault({
      server: 'https://vault.test',
      mount: 'kv',
      path: 'shop/live',
      role: 'shop',
      account: { name: 'eso', namespace: 'external-secrets' },
    }),
    { key: 'shop/live/data/shop', property: 'user' },
  ],
  [clusterSecrets({ namespace: 'secrets' }), { key: 'data-shop', property: 'user' }],
])('where a value lies: %#', (source, remoteRef) => {
  expect(made(source, uses).get('ExternalSecret').spec.data[0].remoteRef).toMatchObject(remoteRef);
});

test('only the namespaces that read from a store may ask it, and its own credentials are declared', () => {
  const { get, external } = made(
    parameterStore({ ...aws, credentials: { name: 'reader', namespace: 'external-secrets' } }),
    uses,
  );
  const { spec } = get('ClusterSecretStore');
  expect(spec.conditions).toEqual([{ namespaces: ['web'] }]);
  expect(spec.provider.aws).toEqual({
    service: 'ParameterStore',
    region: 'eu-central-1',
    auth: {
      secretRef: {
        accessKeyIDSecretRef: { name: 'reader', namespace: 'external-secrets', key: 'access-key-id' },
        secretAccessKeySecretRef: { name: 'reader', namespace: 'external-secrets', key: 'secret-access-key' },
      },
    },
  });
  expect(external).toMatchObject([{ kind: 'Secret', namespace: 'external-secrets', name: 'reader' }]);
});

test('without a store outside: an account that reads the Secrets of one namespace, and its project lets it', () => {
  const { get } = made(clusterSecrets({ namespace: 'secrets' }), uses);
  expect(get('Role').rules).toEqual([{ apiGroups: [''], resources: ['secrets'], verbs: ['get', 'list', 'watch'] }]);
  expect(get('RoleBinding').subjects).toEqual([
    { kind: 'ServiceAccount', name: 'external-secrets-reader', namespace: 'secrets' },
  ]);
  expect(get('Namespace', 'secrets')).toBeDefined();
  expect(
    get('AppProject', 'shop-platform').spec.destinations.map((one: { namespace: string }) => one.namespace),
  ).toContain('secrets');
});

test('what nodes pull images with holds the file alone', () => {
  const pull = pullSecret('pull', 'registry.test');
  const { get } = made(parameterStore(aws), { secrets: [pull] });
  const { template } = get('ExternalSecret').spec.target;
  expect(template.type).toBe('kubernetes.io/dockerconfigjson');
  expect(template).not.toHaveProperty('mergePolicy');
  const file = template.data['.dockerconfigjson']
    .replace('{{ .username | toJson }}', '"u"')
    .replace('{{ .password | toJson }}', '"p"')
    .replace('{{ printf "%s:%s" .username .password | b64enc | toJson }}', '"dTpw"');
  expect(JSON.parse(file)).toEqual({ auths: { 'registry.test': { username: 'u', password: 'p', auth: 'dTpw' } } });
});

test('what others make is declared, and nothing is written for it', () => {
  const tls = secret('tls', { keys: ['tls.crt'], source: madeBy('cert-manager') });
  const { get, external } = made(parameterStore(aws), { secrets: [tls] });
  expect(get('ExternalSecret')).toBeUndefined();
  expect(external).toMatchObject([{ kind: 'Secret', namespace: 'web', name: 'tls', keys: ['tls.crt'] }]);
});

test('sealed values, with the annotation that a wider scope needs', () => {
  const values = new Map([
    ['user', 'AgUSER'],
    ['pass-word', 'AgPASS'],
  ]);
  const { get } = made(sealed(), uses, new Map([['web/database', { scope: 'namespace-wide' as const, values }]]));
  expect(get('SealedSecret').spec).toEqual({
    encryptedData: { user: 'AgUSER', 'pass-word': 'AgPASS' },
    template: { data: { url: 'postgresql://{{ .user }}:{{ index . "pass-word" }}@db:5432/shop' } },
  });
  expect(get('SealedSecret').metadata.annotations).toEqual({ 'sealedsecrets.bitnami.com/namespace-wide': 'true' });
});

test('what nobody has sealed is said, and not missed by its readers too', () => {
  const entry = { scope: 'strict' as const, values: new Map([['user', 'AgUSER']]) };
  const { rejected, external } = made(sealed(), uses, new Map([['web/database', entry]]));
  expect(rejected).toEqual([
    {
      rule: 'secret-unsealed',
      message: 'nobody has sealed "pass-word" of secret "database" for namespace "web"',
    },
  ]);
  expect(external).toMatchObject([{ kind: 'Secret', name: 'database' }]);
});

test('two stores of one name', () => {
  const other = secret('other', { keys: ['k'], source: parameterStore({ region: 'us-east-1', path: '/x' }) });
  expect(made(parameterStore(aws), { ...uses, secrets: [other] }).rejected).toMatchObject([
    { rule: 'secret-store-duplicate' },
  ]);
});

test('the namespace of values that lie in the cluster stays when no service reads one any more', () => {
  expect(made(clusterSecrets({ namespace: 'vault' }), {}).get('Namespace', 'vault')).toBeDefined();
});

describe('two secrets of one name', () => {
  const other = (props: Partial<Parameters<typeof secret>[1]>) =>
    secret('database', {
      keys: ['user', 'pass-word'],
      at: 'data/shop',
      templates: { url: (key) => `postgresql://${key.user}:${key['pass-word']}@db:5432/shop` },
      ...props,
    });

  test.each([
    ['an equal one', {}],
    ['other variables of it', { env: { PASSWORD: 'pass-word' } }],
    ['its keys in another order', { keys: ['pass-word', 'user'] }],
  ])('%s is the same', (_, props) => {
    expect(made(parameterStore(aws), { ...uses, secrets: [other(props)] }).rejected).toEqual([]);
  });

  test.each([
    [{ at: 'data/cart' }, 'one has its values at "data/cart", this one its values at "data/shop"'],
    [{ keys: ['user'], templates: {} }, 'one has keys "user", this one keys "user", "pass-word", "url"'],
    [{ templates: { url: () => 'redis://' } }, 'one has other templates, this one other templates'],
    [{ source: madeBy('the crew') }, 'one has a source of its own, this one no source of its own'],
  ])('another one is refused, and nothing else is said: %#', (props, said) => {
    const { rejected, get } = made(parameterStore(aws), { ...uses, secrets: [other(props)] });
    expect(rejected).toEqual([
      { rule: 'secret-duplicate', message: `two secrets are called "database" in namespace "web": ${said}` },
    ]);
    // biome-ignore lint/suspicious/noExplicitAny: as above
    const keys = get('ExternalSecret')?.spec.data.map((row: any) => row.secretKey);
    if (keys) expect(keys.toSorted()).toEqual(['pass-word', 'user']);
  });

  test('what others make is read by each with its own keys', () => {
    const theirs = (keys: readonly string[], who: string) => secret('tls', { keys, source: madeBy(who) });
    const { rejected } = made(parameterStore(aws), { secrets: [theirs(['crt'], 'a'), theirs(['crt'], 'b')] });
    expect(rejected).toEqual([]);
    const otherwise = made(parameterStore(aws), { secrets: [theirs(['crt'], 'a'), theirs(['key'], 'a')] });
    expect(otherwise.rejected).toMatchObject([{ rule: 'secret-duplicate' }]);
  });
});
