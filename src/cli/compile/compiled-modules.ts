import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import type { CompiledModule } from '../../why/place-literals.js';
import { type Project, relativeFile } from '../project.js';

/** The modules of a fleet in the folder that they were compiled to, each with the author's text. */
export function compiledModules(project: Project, folder: string): readonly CompiledModule[] {
  const source = dirname(project.fleet);
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => /\.[mc]?js$/.test(file));
  return files.sort().map((file) => {
    const written = ['ts', 'tsx', 'js'].map((ending) => join(source, file.replace(/js$/, ending)));
    const author = written.find((path) => existsSync(path)) ?? project.fleet;
    return {
      path: slashes(file),
      code: readFileSync(join(folder, file), 'utf8'),
      map: readFileSync(join(folder, `${file}.map`), 'utf8'),
      file: relativeFile(project.root, author),
      source: readFileSync(author, 'utf8'),
    };
  });
}

/** A path as a module names another: with `/`. */
export function slashes(path: string): string {
  return path.split(sep).join('/');
}
