import { diffSets } from '../../src/diff/diff.js';
import { objectLines } from '../../src/review/object-lines.js';
import { setOf } from '../manifest/set-of.js';

function marked(before: string, after: string): string[] {
  const object = (spec: string) => `{apiVersion: v1, kind: Service, metadata: {name: a}, spec: ${spec}}`;
  const [entry] = diffSets(setOf(object(before)), setOf(object(after))).entries;
  if (!entry) throw new Error('nothing changed');
  return objectLines(entry.change).map(({ mark, text }) => mark + text);
}

it('tells what differs in meaning from what is only written differently', () => {
  const lines = marked('{sessionAffinity: None, ports: [{port: 80}]}', '{ports: [{port: 81}]}');
  expect(lines.filter((line) => !line.startsWith(' '))).toEqual([
    '-    - port: 80',
    '<  sessionAffinity: None',
    '+    - port: 81',
  ]);
});

it('shows a whole new subtree as new', () => {
  expect(marked('{ports: [{port: 80}]}', '{ports: [{port: 80}, {name: b, port: 81}]}').slice(-2)).toEqual([
    '+    - name: b',
    '+      port: 81',
  ]);
});
