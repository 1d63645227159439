import { posix } from 'node:path';
import type { Sources } from './compiler-error.js';

/** A module as another imports it. @param ending that imports have there: `.js`, or none */
export function pathTo(module: string, from: string, ending: string): string {
  const path = posix.relative(posix.dirname(from), module).replace(/\.ts$/, ending);
  return path.startsWith('.') ? path : `./${path}`;
}

/** The modules of the fleet that export a name, as a file would import them. */
export function exportersOf(name: string, file: string, { modules, readFile }: Sources): readonly string[] {
  const word = name.replaceAll('$', '\\$');
  const exported = new RegExp(
    `^export (?:(?:const|let|function|class|type|interface|enum) ${word}\\b|(?:const )?\\{[^}]*\\b${word}\\b[^}]*\\})`,
    'm',
  );
  const [, ending = ''] = /from '\.[^']*?(\.[cm]?js)'/.exec(readFile(file)) ?? [];
  return modules().flatMap((one) => (one !== file && exported.test(readFile(one)) ? [pathTo(one, file, ending)] : []));
}
