import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeTypeScript } from '../../tools/imports/typescript/generate.js';

const root = join(__dirname, '../..');

it('every group is written as it is committed', () => {
  const folder = mkdtempSync(join(tmpdir(), 'imports-'));
  try {
    writeTypeScript(join(root, 'imports/crds'), folder);
    const committed = readdirSync(join(root, 'imports')).filter(
      (file) => file.endsWith('.ts') && file !== 'validate.ts',
    );
    expect(readdirSync(folder).sort()).toEqual(committed.sort());
    for (const file of committed) {
      expect(readFileSync(join(folder, file), 'utf8')).toBe(readFileSync(join(root, 'imports', file), 'utf8'));
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}, 120_000);
