import { Project } from './project.js';

/** What authors get wrong: each is said once, where it stands, with what to write; what follows from it is not said too. */
describe('one mistake, one message', () => {
  let project: Project;

  beforeEach(() => {
    project = new Project();
  });
  afterEach(() => project.remove());

  const cart = 'src/fleet/cart.ts';
  const route = "route: '/cart'";
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
    const heads = run.err.split('\n').filter((line) => /(?:error|warning): /.test(line));
    expect(heads).toEqual([expect.stringMatching(head)]);
    expect(run.err).toContain(`fix  ${fix}`);
  });
});
