import { Chart, Testing } from 'cdk8s';
import { rejectionsOf } from '../../src/construct/reject.js';
import { plain } from '../../src/construct/traced.js';
import { type Settings, settingsOf } from '../../src/data/settings.js';

function written(settings?: Settings) {
  const scope = new Chart(Testing.app(), 'x');
  const list = settingsOf(scope, { settings }, { presets: { b: 'ours', d: 1 }, decided: { port: 'port' } });
  const lines = list.map(([name, value]) => `${name}=${plain(value)}`);
  return { lines, rejected: rejectionsOf(scope).map(({ message, fix }) => `${message}: ${fix}`) };
}

it('puts the settings of both in one order, and lets those of the author win', () => {
  expect(written().lines).toEqual(['b=ours', 'd=1']);
  expect(written({ c: 2, b: 'theirs', a: 'x' }).lines).toEqual(['a=x', 'b=theirs', 'c=2', 'd=1']);
});

it('refuses what a property decides, and says which', () => {
  expect(written({ port: 1 }).rejected).toEqual([
    'setting "port" is decided by "port": Drop it, and set "port" of the store.',
  ]);
});

it('refuses a second setting in the clothes of a first', () => {
  expect(written({ a: '1\nport 2' }).rejected).toEqual([
    'setting "a" has more than one line: Write each setting by itself.',
  ]);
});

it('takes a name that every object has for what it is', () => {
  expect(written({ constructor: 'x' }).rejected).toEqual([]);
});
