import { posix } from 'node:path';
import { compileFunction } from 'node:vm';

/** Modules of a fleet as the compiler wrote them: path below its folder -> JavaScript (CommonJS). */
export type Modules = ReadonlyMap<string, string>;

type Run = (exports: object, require: (id: string) => unknown, module: { exports: unknown }, ask: unknown) => void;

/**
 * Compiles modules once, to be run as often as one likes: each call of what is returned runs all of them anew and
 * gives what the entry module exports as `fleet`.
 * @param name what the code calls to ask for a literal
 * @param outside what the modules require that is not among them
 */
export function compileModules(modules: Modules, name: string, outside: (id: string) => unknown) {
  const compiled = new Map(
    [...modules].map(([path, code]): [string, Run] => [
      path,
      compileFunction(code, ['exports', 'require', 'module', name], { filename: path }) as Run,
    ]),
  );
  return (entry: string, ask: (number: number, value: unknown) => unknown): unknown => {
    const loaded = new Map<string, { exports: unknown }>();
    const load = (path: string): unknown => {
      const known = loaded.get(path);
      if (known) return known.exports;
      const exports = {};
      const module: { exports: unknown } = { exports };
      loaded.set(path, module);
      const require = (id: string) => {
        const found = id.startsWith('.') ? resolve(posix.join(posix.dirname(path), id)) : undefined;
        return found === undefined ? outside(id) : load(found);
      };
      compiled.get(path)?.(exports, require, module, ask);
      return module.exports;
    };
    const exported = load(entry);
    return typeof exported === 'object' && exported !== null && 'fleet' in exported ? exported.fleet : undefined;
  };

  function resolve(path: string): string | undefined {
    return [path, `${path}.js`, `${path}/index.js`].find((one) => compiled.has(one));
  }
}
