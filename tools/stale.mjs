// Removes from lib/ what no source gives any more: a module that was renamed or deleted would still be published.
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const list = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());

/** @param {string} root the project's root, after `tsc` */
export function removeStale(root) {
  for (const folder of ['src', 'imports']) {
    const sources = new Set(list(join(root, folder)).map(({ parentPath, name }) => join(parentPath, name)));
    for (const { parentPath, name } of list(join(root, 'lib', folder))) {
      const source = name.replace(/\.(?:d\.ts|js\.map|js)$/, '.ts');
      const path = join(parentPath.replace(join(root, 'lib'), root.replace(/\/$/, '')), source);
      if (!sources.has(path)) rmSync(join(parentPath, name));
    }
  }
}
