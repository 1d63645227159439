import { readSealed } from '../../../src/security/sealed-file.js';
import { madeUpCertificate } from '../../security/made-up-certificate.js';
import { unseal } from '../../security/unseal.js';
import { Project } from '../project.js';

const { certificate, privateKey } = madeUpCertificate('2024-01-01', '2124-01-01');
let project: Project;

beforeEach(() => {
  project = new Project('examples/sealed-secrets');
  project.write('sealed/live.pem', certificate);
});
afterEach(() => project.remove());

const sealedValue = (key: string) =>
  readSealed(project.read('sealed/live.yaml'), 'live.yaml').sealed.get('api/database')?.values.get(key) ?? '';

test('a value from standard input, under the name of its secret, and no other value is touched', () => {
  const before = sealedValue('user');
  const { status, out, err } = project.eco('secret seal api/database password', {}, 'made-up: é\n');
  expect({ status, err }).toEqual({ status: 0, err: '' });
  expect(out).not.toContain('made-up');
  expect(unseal(privateKey, 'api/database', sealedValue('password')).toString()).toBe('made-up: é');
  expect(sealedValue('user')).toBe(before);
  project.eco('synth');
  expect(project.read('dist/live/platform/sealedsecret.api.database.yaml')).toContain(sealedValue('password'));
});

test('a value on the command line is refused and not repeated', () => {
  const { status, out, err } = project.eco('secret seal api/database password hunter-made-up');
  expect(status).toBe(2);
  expect(err).toContain('the value stands on the command line');
  expect(out + err).not.toContain('hunter');
});

test.each([
  [
    'a namespace that nothing reads it in',
    'web/database user',
    'nothing in live reads a secret "database" in namespace "web"',
  ],
  ['a key that is not declared', 'api/database usr', 'Did you mean "user"?'],
  ['no such scope', 'api/database user --scope wide', '"wide" is no scope'],
  ['another scope than its other keys', 'api/database user --scope cluster-wide', 'are sealed with scope strict'],
  ['nothing on standard input', 'api/database user', 'standard input is empty'],
  ['no such certificate', 'api/database user --cert none.pem', 'there is no such file'],
])('refused: %s', (_, args, message) => {
  const before = project.read('sealed/live.yaml');
  const input = message.startsWith('standard') ? '' : 'made-up-value';
  const { status, out, err } = project.eco(`secret seal ${args}`, {}, input);
  expect(status).toBe(2);
  expect(err).toContain(message);
  expect(out + err).not.toContain('made-up-value');
  expect(project.read('sealed/live.yaml')).toBe(before);
});

test('a certificate that has expired', () => {
  project.write('sealed/live.pem', madeUpCertificate('2014-01-01', '2024-01-01').certificate);
  const { status, err } = project.eco('secret seal api/database user', {}, 'made up');
  expect({ status, expired: err.includes('expired on 2024-01-01') }).toEqual({ status: 2, expired: true });
});

test('what nobody has sealed yet is said once, where it is declared, with the command', () => {
  project.write('sealed/live.yaml', 'version: 1\nsecrets: {}\n');
  const { status, err } = project.eco('synth');
  expect(status).toBe(1);
  expect(err).toMatch(/^fleet\.ts:\d+:\d+: error: nobody has sealed "user", "password"/);
  expect(err).toContain('eco secret seal api/database user --env live');
  expect(err.match(/ (?:error|warning): /g)).toHaveLength(1);
});
