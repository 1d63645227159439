import { statusLine } from '../../src/cli/status-line.js';

function terminal() {
  const said: string[] = [];
  let time = 0;
  const line = statusLine(
    (text) => said.push(text),
    () => time,
    20,
  );
  const at = (now: number, text: string) => {
    time = now;
    line.show(text);
  };
  return { said, at, line };
}

test('says nothing in the first second, then at most ten times a second, and is erased', () => {
  const { said, at, line } = terminal();
  at(0, 'reading');
  at(999, 'reading');
  line.clear();
  expect(said).toEqual([]);
  at(1000, 'checking');
  at(1050, 'checking more');
  at(1100, 'checking the rest');
  line.clear();
  line.clear();
  expect(said).toEqual(['\r\u001b[2Kchecking', '\r\u001b[2Kchecking the rest', '\r\u001b[2K']);
});

test('never breaks the line', () => {
  const { said, at } = terminal();
  at(2000, 'checking everything that there is');
  expect(said).toEqual(['\r\u001b[2Kchecking everything']);
});
