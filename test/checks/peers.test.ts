import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rules } from '../../src/checks/rules/index.js';
import { peerChecks } from './peers.js';

const page = readFileSync(join(__dirname, '../../docs/peers-checks.md'), 'utf8');
const ids = new Set(rules.map(({ id }) => id));

test('every check of the others has a rule, or a reason why there is none', () => {
  const rows = peerChecks(page);
  expect(rows.length).toBeGreaterThan(90);
  expect(rows.filter(({ covered, notes }) => covered.length === 0 && notes === '')).toEqual([]);
  expect(rows.flatMap(({ covered }) => covered).filter((id) => !ids.has(id))).toEqual([]);
});

test('rules that notes name exist too', () => {
  const named = peerChecks(page).flatMap(({ notes }) =>
    [...notes.matchAll(/: `([a-z-]+)`/g)].flatMap(([, id]) => id ?? []),
  );
  expect(named.length).toBeGreaterThan(0);
  expect(named.filter((id) => !ids.has(id))).toEqual([]);
});
