import { rules } from '../../src/checks/rules/index.js';
import { KINDS } from '../../src/manifest/kinds.js';

const ids = new Set(rules.map(({ id }) => id));
const rows = KINDS.flatMap(({ kind, references = [] }) =>
  references.flatMap(({ from, checkedBy }) =>
    checkedBy === undefined ? [] : [[`${kind} ${from}`, checkedBy] as const],
  ),
);

// A row that names a rule which is not there would be reported by nobody.
test.each(rows)('%s is checked by a rule that there is: %s', (_, checkedBy) => {
  expect(ids).toContain(checkedBy);
});
