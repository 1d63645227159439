import { formatPath } from '../../../src/manifest/manifest.js';
import { fieldAt } from '../../../src/manifest/yaml/field-at.js';

const text = `kind: ConfigMap
metadata:
  labels:
    example.com/name: a
spec:
  containers:
    - name: web
      ports:
        - containerPort: 8000
      command:
        - sleep
data:
  file.conf: |
    first
    second
`;

it.each([
  [1, 'kind'],
  [2, 'metadata'],
  [4, 'metadata.labels["example.com/name"]'],
  [7, 'spec.containers[0].name'],
  [8, 'spec.containers[0].ports'],
  [9, 'spec.containers[0].ports[0].containerPort'],
  [11, 'spec.containers[0].command[0]'],
  [13, 'data["file.conf"]'],
  [15, 'data["file.conf"]'],
])('line %i writes %s', (line, field) => {
  expect(formatPath(fieldAt(text, line)?.path ?? [])).toBe(field);
});

it.each([
  [1, 1],
  [2, 4],
  [5, 11],
  [7, 7],
  [8, 9],
  [10, 11],
  [13, 15],
  [14, 14],
])('what line %i writes ends in line %i', (line, last) => {
  expect(fieldAt(text, line)?.last).toBe(last);
});

it('finds nothing behind the end', () => {
  expect(fieldAt(text, 17)).toBeUndefined();
});
