import { removeTemporary } from '../../images/git-repository.js';
import { GitProject } from '../git-project.js';

jest.setTimeout(60_000);

let project: GitProject;
beforeAll(() => {
  project = new GitProject();
  project.bump('cart=2');
  project.bump('cart=3 stock=20');
});
afterAll(removeTemporary);

it('lists the images of one service, newest first, with their commits', () => {
  const { status, out, err } = project.eco('history cart --env live');
  expect({ status, err }).toEqual({ status: 0, err: '' });
  const [head, ...rows] = out.trimEnd().split('\n');
  expect(head).toBe('live/cart');
  expect(rows.map((row) => row.trim().split(/\s+/)[0])).toEqual(['3', '2', '1.0.0']);
  expect(rows.filter((row) => !/ \d{4}-\d\d-\d\d \d\d:\d\d {2}[0-9a-f]{7} /.test(row))).toEqual([]);
});

it('prints JSON, and no more than asked for', () => {
  const { out } = project.eco('history cart --env live --json --limit 2');
  expect(JSON.parse(out)).toMatchObject({
    environment: 'live',
    service: 'cart',
    complete: true,
    images: [
      { pin: { tag: '3' }, takenBack: false },
      { pin: { tag: '2' }, takenBack: false },
    ],
  });
});

it('says how much older there is', () => {
  expect(project.eco('history cart --env live --limit 1').out).toContain('and 2 older: --limit 3');
});

it.each([
  ['history --env live', 'which service?'],
  ['history crat --env live', 'Did you mean "cart"?'],
  ['history crat --env live', 'Nothing was done.'],
  ['history cart --env live --limit 0', 'a whole number from 1'],
])('%s cannot run', (args, message) => {
  const { status, err } = project.eco(args);
  expect(status).toBe(2);
  expect(err).toContain(message);
});
