import { posix } from 'node:path';
import { didYouMean } from '../../values/did-you-mean.js';
import type { TypeMistake, Written } from './mistake.js';
import { pathTo } from './module-paths.js';

/**
 * What is wrong with an import: a module that is not there, a package that nobody has installed, a name that the module does
 * not export.
 * Errors: undefined for every other mistake.
 *
 * @param text the compiler's first line, behind `TS2307: `
 * @param file that imports
 * @param modules of the fleet, with the file's own; from the same folder
 */
export function importMistake(
  text: string,
  { meant, exporters }: Written,
  file: string,
  modules: () => readonly string[],
): TypeMistake | undefined {
  const [, path] = /^Cannot find module '(.+?)'/.exec(text) ?? [];
  if (path !== undefined) return noModule(path, file, modules());
  const [, from, name] = /^(?:Module )?'"(.+?)"' has no exported member (?:named )?'(.+?)'/.exec(text) ?? [];
  if (from !== undefined && name !== undefined) {
    const [library] = exporters?.(name) ?? [];
    const elsewhere = library ? `import { ${name} } from '${library}';` : 'Import it from the module that exports it.';
    return {
      message: `"${from}" exports no "${name}"`,
      fix: meant ? `Write "${meant}".` : elsewhere,
      subject: name,
    };
  }
  const [, module, local] = /^Module '"(.+?)"' declares '(.+?)' locally, but it is not exported/.exec(text) ?? [];
  if (module === undefined || local === undefined) return undefined;
  return { message: `"${module}" does not export its "${local}"`, fix: 'Write "export" before it.', subject: local };
}

function noModule(path: string, file: string, modules: readonly string[]): TypeMistake {
  const [ending = ''] = /\.[cm]?js$/.exec(path) ?? [];
  const paths = modules.filter((one) => one !== file).map((one) => pathTo(one, file, ending));
  const isPackage = !path.startsWith('.');
  const called = paths.filter((one) => posix.basename(one) === (isPackage ? path : posix.basename(path)));
  const near = called.length === 1 ? called[0] : isPackage ? undefined : didYouMean(path, paths);
  const otherwise = isPackage
    ? 'npm install; where package.json does not list it: npm install --save-dev --save-exact, and its name.'
    : 'Write the path of the module that is meant, seen from this file, or create it.';
  return {
    message: isPackage ? `package "${path}" is not installed` : `there is no module "${path}"`,
    fix: near ? `Write "${near}".` : otherwise,
    subject: path,
  };
}
