// docs/reference/api.md: every symbol that the package exports, with its docstring and its declaration, as the compiler
// sees them in the types that are published. A change of it is a change of what semantic versioning covers.
import { join, relative } from 'node:path';
import { API } from 'typescript/unstable/sync';
import { extendedNames, inherited } from './api-inherited.mjs';

/** Needs the compiled library, as the rules' pages do. */
export function apiReport(root) {
  const symbols = exported(root);
  const bare = symbols.filter(({ doc }) => doc === '').map(({ name, module }) => `${name} (src/${module}.ts)`);
  if (bare.length > 0) throw new Error(`exported without a docstring:\n  ${bare.join('\n  ')}`);
  const folderOf = ({ module }) => module.split('/')[0];
  const folders = [...new Set(symbols.map(folderOf))].map((folder) => [
    folder,
    symbols.filter((symbol) => folderOf(symbol) === folder),
  ]);
  const anchors = anchorsOf(symbols.map(({ name }) => name));
  const link = (symbol) => `[${symbol.name}](#${anchors[symbols.indexOf(symbol)]})`;
  const links = (all) => all.map(link).join(', ');
  const linked = (name) => symbols.filter((symbol) => symbol.name === name).map(link);
  const text = [
    '# The authoring API',
    'Made by `npm run gen` from the published types.',
    braces(linked),
    `The ${symbols.length} symbols that \`@eco2/manifests\` exports, by the folder that they are declared in; custom resources are\nexported by \`@eco2/manifests/imports/<group>\`. What an interface has from another stands at its end.`,
    folders.map(([folder, all]) => `- \`src/${folder}\`: ${links(all)}`).join('\n'),
    ...folders.flatMap(([folder, all]) => [`## In \`src/${folder}\``, ...all.map((symbol) => section(symbol, linked))]),
  ].join('\n\n');
  return { files: new Map([['docs/reference/api.md', `${text}\n`]]) };
}

/** Where the properties stand that an author writes most. */
function braces(linked) {
  const rows = [
    ['defineService', ['ServiceSpec']],
    ['defineWorker', ['StatelessWorkerSpec', 'StatefulWorkerSpec']],
    ['defineStore', ['Store']],
    ['defineFleet', ['FleetSpec']],
    ['environments', ['EnvironmentSpec', 'ClusterSpec']],
  ];
  return [
    'What may stand between the braces of:',
    rows
      .map(([of, names]) => `- \`${of}\`: ${names.map((name) => linked(name)[0] ?? fail(name)).join(', ')}`)
      .join('\n'),
  ].join('\n\n');
}

function fail(name) {
  throw new Error(`${name} is no longer exported: tools/gen/api.mjs points authors to it`);
}

function section({ name, doc, module, declaration, bases }, linked) {
  const above = [...new Set(bases)].flatMap(linked);
  const place = `<sub>src/${module}.ts${above.length > 0 ? `, extends ${above.join(', ')}` : ''}</sub>`;
  return [`### ${name}`, doc, '```ts', declaration, '```', place]
    .join('\n\n')
    .replace(/(```ts\n)\n|\n(\n```\n)/g, '$1$2');
}

/** What headings are called in links, as GitHub names them: of two that differ in case alone the second gets a number. */
function anchorsOf(names) {
  const lower = names.map((name) => name.toLowerCase());
  return lower.map((name, i) => {
    const before = lower.slice(0, i).filter((other) => other === name).length;
    return before === 0 ? name : `${name}-${before}`;
  });
}

/** In the order of `src/index.ts`, which is that of folders and names. */
function exported(root) {
  const api = new API({ cwd: root });
  try {
    const snapshot = api.updateSnapshot({ openProjects: [join(root, 'tools/gen/api/tsconfig.json')] });
    const [project] = snapshot.getProjects();
    const { program, checker } = project;
    const context = { checker, project, isOurs: (file) => file.startsWith(join(root, 'lib/src')) };
    const index = program.getSourceFile(join(root, 'lib/src/index.d.ts'));
    return checker.getExportsOfModule(checker.getSymbolAtLocation(index)).map((symbol) => {
      const real = checker.getAliasedSymbol(symbol);
      const nodes = real.declarations.map((handle) => handle.resolve(project));
      return {
        name: symbol.name,
        doc: paragraphs(checker.getDocumentationCommentOfSymbol(real)),
        module: relative(join(root, 'lib/src'), nodes[0].getSourceFile().fileName).replace(/\.d\.ts$/, ''),
        declaration: nodes.map((node) => declarationOf(node, inherited(node, context))).join('\n'),
        bases: nodes.flatMap(extendedNames),
      };
    });
  } finally {
    api.close();
  }
}

/** `Errors:` and `Source:` begin lines of their own. */
function paragraphs(doc) {
  return doc.trim().replace(/\n(?=(?:Errors|Source|Unit|Default): )/g, '  \n');
}

function declarationOf(node, bases) {
  const text = withInherited(node.getText(), bases)
    .replace(/^export (?:declare )?/, '')
    .replaceAll('    ', '  ');
  return /^\w+: /.test(text) ? `const ${text};` : text;
}

/** Behind its own members, before the brace that ends it. */
function withInherited(text, bases) {
  const more = bases.map(({ from, members }) => `\n    // from ${from}\n${members.join('\n')}\n`);
  return more.length === 0 ? text : text.replace(/\}$/, `${more.join('')}}`);
}
