import fc from 'fast-check';
import { get } from '../../../src/manifest/access.js';
import type { Json } from '../../../src/manifest/manifest.js';
import { positions } from '../../../src/manifest/yaml/positions.js';
import { writeYaml } from '../../../src/manifest/yaml/write-yaml.js';
import { yamlLines } from '../../../src/manifest/yaml/yaml-lines.js';

const word = fc.constantFrom('a', 'b', 'name', 'on', '1', 'x y');
const leaf = fc.oneof(word, fc.constantFrom('one\ntwo\n', 'one\n\n  two', 'a\n\n\n'), fc.integer(), fc.boolean());
const { tree } = fc.letrec<{ tree: Json }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    leaf,
    fc.array(tie('tree'), { maxLength: 3 }),
    fc.dictionary(word, tie('tree'), { maxKeys: 3 }),
  ),
}));

it('knows the field of each line', () => {
  const lines = yamlLines({ kind: 'A', spec: { ports: [{ name: 'web', port: 80 }], note: 'x\ny\n' } });
  expect(lines.map(({ text, path }) => [text, path.join('.')])).toEqual([
    ['kind: A', 'kind'],
    ['spec:', 'spec'],
    ['  note: |', 'spec.note'],
    ['    x', 'spec.note'],
    ['    y', 'spec.note'],
    ['  ports:', 'spec.ports'],
    ['    - name: web', 'spec.ports.0.name'],
    ['      port: 80', 'spec.ports.0.port'],
  ]);
});

it('gives the lines of the written text, and the field that a reader of YAML finds there', () => {
  fc.assert(
    fc.property(fc.dictionary(word, tree, { minKeys: 1 }), (object) => {
      const text = writeYaml(object);
      const lines = yamlLines(object);
      expect(`${lines.map((line) => line.text).join('\n')}\n`).toBe(text);
      const at = positions(text, 'x.yaml');
      const seen = new Set<string>();
      for (const [i, { path }] of lines.entries()) {
        const key = JSON.stringify(path);
        if (seen.has(key)) continue;
        seen.add(key);
        expect(get(object, path)).not.toBeUndefined();
        expect(at.at(0, path)?.line).toBe(i + 1);
      }
    }),
  );
});
