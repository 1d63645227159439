import { typeMistake } from '../../../src/cli/type-errors/type-mistakes.js';
import { propertyFix } from '../../../src/service/properties/properties.js';

const bytes = ['Gi', 'Ki', 'Mi', 'Ti'].map((unit) => `\`$\{number}${unit}\``).join(' | ');
const numbers = ['number', 'number', 'number'].map((one) => `$\{${one}}`).join('.');
const mismatch = (given: string, wanted: string) => `Type '${given}' is not assignable to type '${wanted}'.`;

it.each([
  [mismatch('"bgi"', '"big" | "one" | undefined'), 'node', 'node "bgi" does not exist', 'Write "big".'],
  [mismatch('"foo"', '"big" | "one"'), 'node', 'node "foo" does not exist', 'One of: big, one.'],
  [mismatch('"foo"', '"big"'), undefined, 'value "foo" does not exist', 'One of: big.'],
])('a name that is none: %s', (text, key, message, fix) => {
  expect(typeMistake(text, { key })).toMatchObject({ message, fix });
});

it.each([
  [mismatch('"512mb"', bytes), 'Write "512Mi".'],
  [mismatch('"2GB"', `${bytes} | undefined`), 'Write "2Gi".'],
  [mismatch('"1"', bytes), 'Write "1Mi" or "1Gi".'],
  [mismatch('"1x"', bytes), 'Write "1Mi" or "1Gi" or "1Ki" or "1Ti".'],
  [mismatch('"128M"', bytes), /^Write "128Mi"\.$/],
  [mismatch('"128m"', bytes), /^Write "128Mi"\.$/],
  [mismatch('"134217728"', bytes), /^Write "128Mi"\.$/],
  [mismatch('"1k"', 'Cpu'), 'Write "1m" or "1".'],
  [mismatch('"0.3cpu"', 'Cpu'), /^Write "300m"\.$/],
  [mismatch('"2 cores"', 'Cpu'), /^Write "2"\.$/],
  [mismatch('"5min"', 'Duration'), /^Write "5m"\.$/],
  ["Argument of type '10' is not assignable to parameter of type 'Duration'.", /"10s" or "10m"/],
  ["Argument of type '600' is not assignable to parameter of type 'Duration'.", /^Write "10m" or "600s"\.$/],
  ["Argument of type '90' is not assignable to parameter of type 'Duration'.", /^Write "90s"\.$/],
])('a quantity without a unit that is known: %s', (text, fix) => {
  expect(typeMistake(text, { key: 'x' })).toMatchObject({ fix: expect.stringMatching(fix) });
});

it('an environment that there is not', () => {
  const given = '{ dev: FixedScale; prod: FixedScale; staging: FixedScale; }';
  const text = `Argument of type '${given}' is not assignable to parameter of type '${given} & NoEnvironment<"staging", "dev" | "prod">'.`;
  expect(typeMistake(text)).toMatchObject({
    message: '"staging" is no environment of the fleet',
    fix: 'Take it out: the environments are dev, prod.',
    subject: 'staging',
  });
});

it('a property that is missing, and one that is unknown', () => {
  const pick = '{ readonly dev: Scale; readonly prod: Scale; }';
  expect(
    typeMistake(`Property 'prod' is missing in type '{ dev: FixedScale; }' but required in type '${pick}'.`, {
      key: 'scale',
    }),
  ).toMatchObject({ message: '"prod" is missing' });
  const unknown = (name: string) =>
    typeMistake(`Object literal may only specify known properties, and '${name}' does not exist in type '${pick}'.`, {
      key: name,
    });
  expect(unknown('prd')).toMatchObject({ message: '"prd" is not known here', fix: 'Write "prod".' });
  expect(unknown('staging')).toMatchObject({ fix: 'Only these are known: dev, prod.' });
  const resources =
    "Object literal may only specify known properties, and 'requests' does not exist in type 'Resources'.";
  expect(typeMistake(resources)?.fix).toMatch(/^Write \{ cpu: \['100m', '300m'\], memory: /);
});

it.each([
  ['uri', '"url"', 'Write "url".'],
  ['pasword', '"user" | "password"', 'Write "password".'],
  ['host', '"user" | "password"', `Write one of: user, password; or declare it: keys: ['user', 'password', 'host'].`],
])('a key that a secret does not have: %s', (key, keys, fix) => {
  const text = `Property '${key}' does not exist on type 'Readonly<Record<${keys}, SecretKey>>'.`;
  expect(typeMistake(text)).toMatchObject({ message: `the secret has no key "${key}"`, fix, subject: key });
});

it('a scale that is both', () => {
  const given = "{ replicas: number; scale: 'automatic'; min: number; max: number; cpu: number; }";
  expect(typeMistake(mismatch(given, 'FixedScale'), { key: 'scale' })?.message).toBe(
    'scale is fixed and automatic at once',
  );
  expect(typeMistake(mismatch("{ scale: 'fixed'; replicas: string; }", 'Scale'), { key: 'scale' })).toBeUndefined();
});

it.each([
  ['string', 'number', "'8000'", 'Write 8000.'],
  ['string', 'number | undefined', '"2%"', 'Write 0.02.'],
  ['string', 'number', "'many'", 'Write a number, without quotes.'],
  ['number', 'Scale', '2', 'Write fixed(2), also in each environment.'],
  [
    'string',
    'Connection | StoreReference',
    "'object-store'",
    'Import objectStore from the module that defines it, and write it without quotes.',
  ],
  ['number', bytes, '128', 'Write "128Mi" or "128Gi".'],
  ['number', 'Cpu', '0.1', 'Write "100m".'],
  ['number', 'Cpu', '2', 'Write "2".'],
  ['number', 'Cpu', '250', 'Write "250m".'],
])('%s where %s is wanted, written %s', (given, wanted, value, fix) => {
  expect(typeMistake(mismatch(given, wanted), { key: 'x', value })).toMatchObject({ fix });
});

it('a name of the library that is not imported, and one that the compiler guesses', () => {
  const exporters = (name: string) => (name === 'canary' ? ['@eco2/manifests'] : []);
  const text = (name: string) => `Cannot find name '${name}'.`;
  expect(typeMistake(text('canary'), { exporters })?.fix).toBe("import { canary } from '@eco2/manifests';");
  expect(typeMistake(text('postgers'), { exporters, meant: 'postgres' })?.fix).toBe('Write postgres.');
  expect(typeMistake(text('foo'), { exporters })?.fix).toBe('Declare it, or import it from the module that does.');
});

it('leaves what it does not know to the words of the compiler', () => {
  expect(typeMistake(mismatch('"x"', 'Bucket | undefined'), { key: 'size' })).toBeUndefined();
  expect(typeMistake(mismatch('string', '"a" | "b"'), { key: 'size' })).toBeUndefined();
});

it('says where a property of other tools is said here', () => {
  expect(propertyFix('a service', 'replicas')).toBe('Write scale: fixed(2).');
  expect(propertyFix('a service', 'rout')).toBe('Write "route".');
  expect(propertyFix('a worker', 'zzzzz')).toMatch(/^A worker has: node, scale/);
  expect(propertyFix('a worker', 'volums')).toMatch(/^Write writable, files/);
  expect(propertyFix('resources', 'replicas')).toBe('Resources have: cpu, memory.');
  expect(propertyFix('an SLO', 'windw')).toBe('Write "window".');
});

it.each([
  [
    mismatch('boolean', 'number'),
    { key: 'port' },
    'port is true or false, where a number is wanted',
    'Write a number.',
  ],
  [
    mismatch('string', 'readonly [request: Cpu, limit: Cpu]'),
    { key: 'cpu', value: "'100m'" },
    'cpu is one quantity, where two are wanted: request and limit',
    /^Write \['100m', '100m'\]\.$/,
  ],
  [
    mismatch('string', 'SecretRef<never>'),
    { value: "'database'" },
    '"database" is the name of a secret, where the secret itself is wanted',
    /^Declare it, secret\('database', /,
  ],
  [
    mismatch('"7.4"', ['bookworm', 'trixie'].map((word) => `\`${numbers}-${word}\``).join(' | ')),
    { key: 'version' },
    '"7.4" is not of the form 1.2.3-bookworm or 1.2.3-trixie',
    'Write "1.2.3-bookworm".',
  ],
  [
    mismatch('"7.4.8-alpine"', ['bookworm', 'trixie'].map((word) => `\`${numbers}-${word}\``).join(' | ')),
    { key: 'version' },
    '"7.4.8-alpine" is not of the form 1.2.3-bookworm or 1.2.3-trixie',
    'Write "7.4.8-bookworm".',
  ],
  [
    mismatch('Strategy<"side-by-side">', 'StatefulStrategy'),
    { key: 'delivery' },
    'delivery runs new pods beside old ones, which a worker with local state cannot have',
    /^Drop it/,
  ],
  [
    mismatch('{ path: string; port: string; }', `\`/$\{string}\``),
    { key: 'health' },
    'health is an object, where a path is wanted',
    'the path alone',
  ],
  [
    mismatch('string', '(own: string) => string'),
    { key: 'query' },
    'query is text, where a function that gives it is wanted',
    /^Write \(own\) => …/,
  ],
  ["Cannot find name 'env'.", { behind: 'env.pick(' }, 'there is no "env" here', /\(env\) => \(\{ … \}\)/],
  ["Cannot find name 'payments'.", { behind: 'payments]' }, 'there is no "payments" here', /^Declare it, or import it/],
])('what authors write first: %s', (text, written, message, fix) => {
  expect(typeMistake(text, written)).toMatchObject({ message, fix: expect.stringMatching(fix) });
});
