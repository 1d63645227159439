// Leaves out of the bundle the kinds that nothing makes. Modules of kinds bring all of their API, and esbuild keeps a
// CommonJS module whole; of an ES module that exports what is asked for alone it drops the rest.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** @param {string} root the project's root, after `tsc` */
export function kindsInUse(root) {
  const lib = join(root, 'lib');
  const texts = readdirSync(lib, { recursive: true })
    .filter((file) => /^(?:src|imports)\W.*\.js$/.test(file))
    .map((file) => readFileSync(join(lib, file), 'utf8'));
  return {
    name: 'kinds-in-use',
    setup: ({ onLoad }) => {
      onLoad({ filter: /[\\/]cdk8s-plus-28[\\/]lib[\\/]imports[\\/]k8s\.js$/ }, ({ path }) => ({
        contents: exporting(asModule(readFileSync(path, 'utf8')), namesOf('cdk8s-plus-28/lib/imports/k8s', texts)),
      }));
      onLoad({ filter: /[\\/]imports[\\/][\w.]+\.io\.ts$/ }, ({ path }) => {
        const [, module] = /([\w.]+)\.ts$/.exec(path);
        const contents = exporting(readFileSync(path, 'utf8'), namesOf(`/imports/${module}.js`, texts));
        return { contents, loader: 'ts' };
      });
    },
  };
}

/** What is taken from a module, as `tsc` writes it: `k8s_1.KubeService`, or behind `require()` itself. */
function namesOf(module, texts) {
  const required = `require\\("[./]*${module.replaceAll('.', '\\.')}"\\)`;
  const names = texts.flatMap((text) => {
    if (!text.includes(`${module}"`)) return [];
    const [, binding = required] = new RegExp(`\\b(\\w+) = (?:__importStar\\()?${required}`).exec(text) ?? [];
    return [...text.matchAll(new RegExp(`(?:\\b${binding}|${required})\\.(\\w+)`, 'g'))].map(([, name]) => name);
  });
  return new Set(names);
}

/**
 * What each class copies once for each of its fields, to leave out those that are not set, goes on as it is: `emit` and
 * cdk8s leave them out too.
 */
const COPY = 'return Object.entries(result).reduce((r, i) => (i[1] === undefined) ? r : ({ ...r, [i[0]]: i[1] }), {});';

function exporting(text, names) {
  return text
    .replaceAll(COPY, 'return result;')
    .replace(/^export (\w+ (\w+))/gm, (all, declared, name) => (names.has(name) ? all : declared));
}

/** cdk8s-plus' own module, as an ES module. What a class is given after its end is a reason to keep it. */
function asModule(text) {
  const given =
    /^class (\w+) (.*?)\{\n(.*?)^\}\nexports.*?^\w+\[_\w+\] = [^\n]+\n(?:[^}]*?^\1\.GVK = (\{.*?^\});\n)?/gms;
  return text
    .replace(/^.*?^const cdk8s_1 = require\("cdk8s"\);\n/ms, "import * as cdk8s_1 from 'cdk8s';\n")
    .replace(
      given,
      (_, name, base, body, gvk = '{}') => `export class ${name} ${base}{\nstatic GVK = ${gvk};\n${body}}\n`,
    )
    .replace(/^function (\w+)(.*?)^exports\.\1 = \1;\n/gms, 'export function $1$2');
}
