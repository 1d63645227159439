// Gives the published types the parts of the API's types that they name. The types of Kubernetes and of the custom resources
// are two thirds of what the compiler reads to check an author's fleet, most of it of kinds and classes that no type of the
// library mentions. Who asks for a kind itself, by `imports/<group>`, gets all of them.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

const K8S = 'cdk8s-plus-28/lib/imports/k8s';

/** @param {string} root the project's root, after `tsc` */
export function typesInUse(root) {
  const lib = join(root, 'lib');
  rmSync(join(lib, 'types'), { recursive: true, force: true });
  mkdirSync(join(lib, 'types'));
  const published = readdirSync(join(lib, 'src'), { recursive: true })
    .filter((file) => file.endsWith('.d.ts'))
    .map((file) => join(lib, 'src', file));
  const texts = published.map((file) => readFileSync(file, 'utf8'));
  const groups = readdirSync(join(lib, 'imports')).flatMap(
    (file) => /^(.*\.(?:io|com|app|sh|de))\.d\.ts$/.exec(file)?.[1] ?? [],
  );
  const kept = [];
  for (const group of groups) {
    const part = partOf(readFileSync(join(lib, 'imports', `${group}.d.ts`), 'utf8'), namesFrom(group, texts));
    if (part === undefined) continue;
    kept.push(part);
    writeFileSync(join(lib, 'types', `${group}.d.ts`), redirected(part, './'));
  }
  const k8s = readFileSync(join(root, 'node_modules', `${K8S}.d.ts`), 'utf8');
  writeFileSync(join(lib, 'types/k8s.d.ts'), partOf(k8s, namesFrom('k8s', [...texts, ...kept])));
  for (const [i, file] of published.entries()) {
    const text = redirected(texts[i], `${relative(dirname(file), join(lib, 'types'))}/`);
    // What did not change keeps its time: the compiler's own build looks at it.
    if (text !== texts[i]) writeFileSync(file, text);
  }

  function redirected(text, folder) {
    return text
      .replaceAll(`'${K8S}'`, `'${folder}k8s.js'`)
      .replace(/'[./]+\/imports\/([\w.-]+)\.js'/g, (all, group) =>
        groups.includes(group) ? `'${folder}${group}.js'` : all,
      );
  }
}

/** The names that texts take from a module, which is called by its first name or by that of its part. */
function namesFrom(module, texts) {
  const from = `from '(?:[^']*/)?${module.replaceAll('.', '\\.')}(?:\\.js)?';`;
  return texts.flatMap((text) => {
    const listed = [...text.matchAll(new RegExp(`^(?:import|export) (?:type )?\\{([^}]*)\\} ${from}`, 'gm'))];
    const [, whole] = new RegExp(`^import (?:type )?\\* as (\\w+) ${from}`, 'm').exec(text) ?? [];
    const named = whole === undefined ? [] : [...text.matchAll(new RegExp(`\\b${whole}\\.([A-Z]\\w*)`, 'g'))];
    return [...listed.flatMap(([, names]) => names.match(/\b[A-Z]\w*/g) ?? []), ...named.map(([, name]) => name)];
  });
}

/** The declarations of these names, and of what they name; undefined of no name. */
function partOf(text, names) {
  if (names.length === 0) return undefined;
  const head = text.match(/^import .*\n/gm) ?? [];
  // The compiler writes one declaration after the other, each ended by a brace of its own.
  const blocks = text.matchAll(
    /^(?:\/\*\*\n(?: .*\n)*?)?export (?:declare )?(?:interface|class|enum) (\w+)[^\n]*\{\n(?:[^}\n][^\n]*\n)*\}\n/gm,
  );
  const declared = new Map([...blocks].map(([block, name]) => [name, block]));
  const wanted = new Set(names);
  for (const name of wanted) {
    const block = declared.get(name);
    if (block === undefined) continue;
    for (const [word] of block.replace(/\/\*\*.*?\*\//gs, '').matchAll(/\b[A-Z]\w*/g)) wanted.add(word);
  }
  const missing = names.filter((name) => !declared.has(name));
  if (missing.length > 0) throw new Error(`types that are not declared where they come from: ${missing.join(', ')}`);
  return head.join('') + [...declared].flatMap(([name, block]) => (wanted.has(name) ? [block] : [])).join('');
}
