// Which of the texts that tests have heard shows a message best (tools/said.mjs).
import { heardOf, literalLength, pattern } from './said-messages.mjs';

/** What only hands on the messages of others. */
const HANDED = ['', 'src/checks/rule.ts', 'src/checks/finding.ts'];

/**
 * What was said before with what was heard now. A test that did not run keeps what it has shown: another that says the
 * same does not take its place.
 */
export function merged(messages, before, heard) {
  const ran = new Set(heard.map(({ test }) => test));
  const said = {};
  for (const { file, message } of messages) {
    const known = heardOf(before, file, message);
    const found =
      known && !ran.has(known.test) ? known : (best(heard.filter((one) => fits(one, file, message))) ?? known);
    if (found) said[file] = { ...said[file], [message]: found };
  }
  return said;
}

/** Said by that file; or handed on, in words that are particular enough, best by the file's own test. */
function fits({ file, text, test }, of, message) {
  const own = test === of.replace(/^src(.*)\.ts$/, 'test$1.test.ts');
  return (
    (file === of || (HANDED.includes(file) && (own || literalLength(message) >= 8))) && pattern(message).test(text)
  );
}

/** The plainest: no path of this machine, no random input, and short. */
function best(found) {
  const cost = ({ text, test }) =>
    text.length +
    (/[^ -~…×–]|\/(?:tmp|work|home)\//.test(text) ? 1e6 : 0) +
    (/hostile|mutation|damaged/.test(test) ? 1e3 : 0);
  const order = (a, b) => cost(a) - cost(b) || (`${a.test} ${a.text}` < `${b.test} ${b.text}` ? -1 : 1);
  const [first] = found.sort(order);
  if (!first || cost(first) >= 1e6) return first && { test: first.test, in: first.name };
  return { text: first.text, test: first.test, in: first.name };
}
