import { externalsecret } from '../../../../src/checks/rules/security/externalsecret.js';
import { findings } from '../../findings.js';

const store = '---\n{apiVersion: external-secrets.io/v1, kind: SecretStore, metadata: {name: s, namespace: api}}\n';
const external = (spec: string, name = 'e') =>
  `---\n{apiVersion: external-secrets.io/v1, kind: ExternalSecret, metadata: {name: ${name}, namespace: api}, spec: {secretStoreRef: {name: s}, ${spec}}}\n`;
const data = (...keys: string[]) =>
  `data: [${keys.map((key) => `{secretKey: ${key}, remoteRef: {key: /shop/prod/${key}}}`).join(', ')}]`;
const template = (text: string, more = '') => `target: {template: {data: ${text}${more}}}`;

test('a store that does not exist', () => {
  expect(findings(externalsecret, store + external(data('a')).replace('{name: s}', '{name: t}'))).toEqual([
    'error spec.secretStoreRef.name: SecretStore "t" does not exist in namespace "api"',
  ]);
  expect(findings(externalsecret, store + external(data('a')))).toEqual([]);
});

test('a Secret that is to be filled, and that nothing makes', () => {
  const merges = external(`target: {name: app, creationPolicy: Merge}, ${data('a')}`);
  expect(findings(externalsecret, store + merges)).toEqual([
    'warning spec.target.creationPolicy: creationPolicy Merge fills Secret "app", and nothing makes it',
  ]);
  const secret = '---\n{apiVersion: v1, kind: Secret, metadata: {name: app, namespace: api}}\n';
  expect(findings(externalsecret, store + merges + secret)).toEqual([]);
  expect(findings(externalsecret, store + merges.replace('name: app', 'name: argocd-secret'))).toEqual([]);
  expect(findings(externalsecret, store + merges + external(`target: {name: app}, ${data('b')}`, 'f'))).toEqual([]);
});

test('a template that reads what is not fetched', () => {
  expect(findings(externalsecret, store + external(`${template('{url: "{{ .b }}{{ .a }}"}')}, ${data('a')}`))).toEqual([
    'error spec.target.template.data.url: the template reads "b", which is not fetched',
  ]);
});

test('a key with dots', () => {
  const made = (text: string) =>
    findings(externalsecret, store + external(`${template(`{x: '${text}'}`)}, ${data('tls.crt')}`));
  expect(made('{{ .tls.crt }}')).toEqual([
    'error spec.target.template.data.x: the template reads ".tls.crt", a field of "tls", which is none',
  ]);
  expect(made('{{ ."tls.crt" }}')).toEqual([
    'error spec.target.template.data.x: the template cannot be read: a key with dots cannot be written behind a dot',
  ]);
  expect(made('{{ index . "tls.crt" }}')).toEqual([]);
});

test('what is fetched and left out, unless the template merges or takes all', () => {
  const made = (more: string) =>
    findings(externalsecret, store + external(`${template('{a: "{{ .a }}"}', more)}, ${data('a', 'b', 'c')}`));
  expect(made('')).toEqual(['warning spec.data[1].secretKey: "b" and "c" are fetched and left out']);
  expect(made(', mergePolicy: Merge')).toEqual([]);
  expect(
    findings(externalsecret, store + external(`${template('{a: "{{ . | toJson }}"}')}, ${data('a', 'b')}`)),
  ).toEqual([]);
  expect(findings(externalsecret, store + external(`target: {template: {type: Opaque}}, ${data('a', 'b')}`))).toEqual(
    [],
  );
});

test('what dataFrom brings is not known', () => {
  expect(
    findings(externalsecret, store + external(`${template('{a: "{{ .x }}"}')}, dataFrom: [{extract: {key: k}}]`)),
  ).toEqual([]);
});

test('a key that is fetched twice', () => {
  expect(findings(externalsecret, store + external(data('a', 'a')))).toEqual([
    'warning spec.data[1].secretKey: key "a" is fetched twice',
  ]);
});

test('a path of another environment, or of none, where all others agree', () => {
  const at = (...paths: string[]) =>
    findings(
      externalsecret,
      store + external(`data: [${paths.map((path, i) => `{secretKey: k${i}, remoteRef: {key: ${path}}}`).join(', ')}]`),
    );
  const usual = ['/shop/prod/a', '/shop/prod/b', '/shop/prod/c'];
  expect(at(...usual, '/shop/dev/d')).toEqual([
    'warning spec.data[3].remoteRef.key: "/shop/dev/d" is of environment "dev"; the paths beside it are of "prod"',
  ]);
  expect(at(...usual, '/shop/d')).toEqual([
    'warning spec.data[3].remoteRef.key: "/shop/d" is of no environment; the paths beside it are of "prod"',
  ]);
  expect(at(...usual, '/tools/d')).toEqual([]);
  expect(at('/shop/prod/a', '/shop/dev/b')).toEqual([]);
  expect(at('/shop/api/a', '/shop/api/b', '/shop/api/c', '/shop/data/d')).toEqual([]);
});

describe('what the operator or the API server refuses', () => {
  const of = (spec: string) =>
    findings(
      externalsecret,
      `{apiVersion: external-secrets.io/v1, kind: ClusterSecretStore, metadata: {name: s}, spec: {provider: {aws: {service: ParameterStore}}}}\n---\n{apiVersion: external-secrets.io/v1, kind: ExternalSecret, metadata: {name: e, namespace: api}, spec: {secretStoreRef: {kind: ClusterSecretStore, name: s}, ${spec}}}\n`,
    );
  const data = (key: string) => `data: [{secretKey: a, remoteRef: {key: ${key}}}]`;

  test('a type without its key', () => {
    const target = (key: string) =>
      `${data('/x/a')}, target: {template: {type: kubernetes.io/dockerconfigjson, data: {${key}: "{{ .a }}"}}}`;
    expect(of(target('.dockerconfig'))).toEqual([
      'error spec.target.template.type: a Secret of type kubernetes.io/dockerconfigjson has no key ".dockerconfigjson"',
    ]);
    expect(of(target('.dockerconfigjson'))).toEqual([]);
  });

  test('an interval in days', () => {
    expect(of(`refreshInterval: 1d, ${data('/x/a')}`)).toEqual(['error spec.refreshInterval: "1d" is no duration']);
    expect(of(`refreshInterval: 24h, ${data('/x/a')}`)).toEqual([]);
  });

  test('a path without its slash', () => {
    expect(of(data('x/prod/a'))).toEqual([
      'error spec.data[0].remoteRef.key: path "x/prod/a" does not begin with a slash',
    ]);
    for (const key of ['/x/a', 'plain', '"arn:aws:ssm:x:1:parameter/a"']) expect(of(data(key))).toEqual([]);
  });
});

test('two that own one Secret', () => {
  const owns = (name: string, more = '') => external(`target: {name: app${more}}, ${data(name)}`, name);
  expect(findings(externalsecret, store + owns('e') + owns('f'))).toEqual([
    'error spec.target.name: Secret "app" is also the target of ExternalSecret "e"',
  ]);
  // Without a target the Secret is called as the object is.
  expect(findings(externalsecret, store + owns('e') + external(data('b'), 'app'))).toEqual([
    'error metadata.name: Secret "app" is also the target of ExternalSecret "e"',
  ]);
  expect(findings(externalsecret, store + owns('e') + owns('f', ', creationPolicy: Merge'))).toEqual([]);
  expect(findings(externalsecret, store + owns('e') + owns('f').replace('namespace: api', 'namespace: web'))).toEqual([
    expect.stringContaining('SecretStore "s" does not exist in namespace "web"'),
  ]);
});

test('what a template calls', () => {
  const made = (text: string, more = '') =>
    findings(
      externalsecret,
      store + external(`${template(`{url: "${text.replaceAll(`"`, `\\"`)}"}`, more)}, ${data('token')}`),
    );
  const calls = (name: string) =>
    `error spec.target.template.data.url: the template calls "${name}", which is no function`;
  expect(made('{{ token }}')).toContain(calls('token'));
  expect(made('{{ .token | urlencode }}')).toEqual([calls('urlencode')]);
  expect(made('{{ .token | b64encc }}')).toEqual([calls('b64encc')]);
  for (const text of ['{{ .token | urlquery }}', '{{ printf "%s:x" .token | b64enc }}', '{{ .token | zzz }}'])
    expect(made(text)).toEqual([]);
  expect(made('{{ .token | urlencode }}', ', engineVersion: v1')).toEqual([]);
});

test('rows that get one value, or a whole where others get a part', () => {
  const rows = (...refs: string[]) =>
    findings(
      externalsecret,
      store + external(`data: [${refs.map((ref, i) => `{secretKey: k${i}, remoteRef: {${ref}}}`).join(', ')}]`),
    );
  expect(rows('key: /a/user', 'key: /a/user')).toEqual([
    'warning spec.data[1].remoteRef.key: "k1" and "k0" are one value: both are fetched from "/a/user"',
  ]);
  expect(rows('key: /a/db, property: user', 'key: /a/db')).toEqual([
    'warning spec.data[1].remoteRef: "k1" gets the whole of "/a/db", of which others get one property',
  ]);
  expect(rows('key: /a/db, property: user', 'key: /a/db, property: password', 'key: /a/x')).toEqual([]);
});

test('a path that most write otherwise', () => {
  const reads = (...paths: string[]) =>
    findings(
      externalsecret,
      store + paths.map((path, i) => external(`data: [{secretKey: a, remoteRef: {key: ${path}}}]`, `e${i}`)).join(''),
    );
  const usual = ['/shop/prod/data/db-password', '/shop/prod/data/db-password'];
  for (const path of ['/shop/prod/data/db/password', '/shop/prod/infra/db/password'])
    expect(reads(...usual, path)).toEqual([
      `warning spec.data[0].remoteRef.key: path "${path}" is written "${usual[0]}" elsewhere`,
    ]);
  expect(reads(...usual, '/shop/prod/data/mq-password')).toEqual([]);
  const slips = ['/shop/prod/dtaa/db-password', '/prod/data/db-password'];
  for (const path of slips)
    expect(reads(...usual, path)).toContain(
      `warning spec.data[0].remoteRef.key: path "${path}" is written "${usual[0]}" elsewhere`,
    );
  expect(reads(...usual, '/shop/prod/data/db-password2', '/data/db-password')).toEqual([]);
  // What every folder may have one of: its own, or two letters that were swapped.
  const pull = ['/shop/prod/ghcr/password', '/shop/prod/ghcr/password', '/shop/prod/ghcr/password'];
  expect(reads(...pull, '/shop/prod/ghrc/password')).toHaveLength(1);
  expect(reads(...pull, '/shop/prod/xyz/password')).toEqual([]);
  expect(reads('/shop/prod/data/db-password', '/shop/prod/data/db/password')).toEqual([]);
});

test('a password that stands in a URL as it is', () => {
  const urls = (...actions: string[]) =>
    findings(
      externalsecret,
      store +
        actions
          .map((text, i) => external(`${template(`{url: "db://u:{{ ${text} }}@h/d"}`)}, ${data('a')}`, `e${i}`))
          .join(''),
    );
  expect(urls('.a | urlquery', '.a | urlquery', '.a')).toEqual([
    'warning spec.target.template.data.url: "{{ .a }}" stands in a URL as it is; 2 others are escaped',
  ]);
  expect(urls('.a', '.a', '.a')).toEqual([]);
});

test('the password of one user, read from two paths', () => {
  const reads = (path: string, url: string) => (_: unknown, i: number) =>
    external(
      `${template(`{url: "${url}"}`)}, data: [{secretKey: pass, remoteRef: {key: ${path}}}]`,
      `e${path.length}${i}`,
    );
  const url = 'amqp://admin:{{ .pass | urlquery }}@mq.data:5672/shop';
  const usual = '/shop/prod/infra/mq/password';
  const own = (count: number, at = url) =>
    Array.from({ length: count }, reads('/shop/prod/data/mq-password', at)).join('');
  const all = (count: number, odd: string) =>
    findings(externalsecret, store + Array.from({ length: count }, reads(usual, url)).join('') + odd);
  const said = `warning spec.data[0].remoteRef.key: path "/shop/prod/data/mq-password" is written "${usual}" elsewhere`;
  expect(all(3, own(2))).toEqual([said, said]);
  // Too few others, or another user.
  expect(all(2, own(2))).toEqual([]);
  expect(all(3, own(2, url.replace('admin', 'reader')))).toEqual([]);
});
