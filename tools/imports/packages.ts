import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { Decompiler } from './decompile/decompile.js';
import { folderOf, sources } from './sources.js';

/** The unpacked packages that schemas are read from. */
export class Packages {
  constructor(private readonly root: string) {}

  folder(name: string): string {
    return join(this.root, folderOf(name));
  }

  /** A decompiler that finds the files that one package's schemas import from another. */
  decompiler(): Decompiler {
    return new Decompiler((specifier, from) => {
      if (specifier.startsWith('.')) return resolve(dirname(from), specifier);
      const name = sources.find((source) => specifier.startsWith(`${source.name}/`))?.name;
      const file = name && join(this.folder(name), `${specifier.slice(name.length + 1)}.js`);
      if (!file || !existsSync(file)) throw new Error(`${from} imports ${specifier}, which is in no known package`);
      return file;
    });
  }
}
