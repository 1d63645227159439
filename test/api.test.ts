import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const read = (file: string) => readFileSync(join(__dirname, '..', file), 'utf8');
const report = read('docs/reference/api.md');
const sections = report.split(/^### /m).slice(1);

/** The names in the export lists of src/index.ts. */
const exported = [...read('src/index.ts').matchAll(/^export (?:type )?\{([^}]*)\}/gm)].flatMap(([, list = '']) =>
  list.split(',').flatMap((name) => name.replace(/\btype\b/, '').trim() || []),
);

it('reports every symbol that a fleet can import, in the order of src/index.ts', () => {
  expect(exported.length).toBeGreaterThan(200);
  expect(sections.map((section) => section.split('\n')[0])).toEqual(exported);
});

it('says of each what it is, and how it is declared', () => {
  const declared = /^\w+\n\n(?!```)[^\n]+[\s\S]*?\n```ts\n(?:interface|type|const|function|class|abstract class) (\w+)/;
  for (const section of sections) expect(declared.exec(section)?.[1] ?? section).toBe(section.split('\n')[0]);
});

it('links to each section by the name that it has there', () => {
  const anchors = new Map<string, number>();
  const headings = [...report.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => {
    const name = heading
      .toLowerCase()
      .replace(/[^\w -]/g, '')
      .replaceAll(' ', '-');
    const before = anchors.get(name) ?? 0;
    anchors.set(name, before + 1);
    return before === 0 ? name : `${name}-${before}`;
  });
  const links = [...report.matchAll(/\]\(#([^)]+)\)/g)].map(([, link = '']) => link);
  expect(links.length).toBeGreaterThan(exported.length);
  expect(links.filter((link) => !headings.includes(link))).toEqual([]);
});

it('shows every property in one place, also those of interfaces that nobody can import', () => {
  const section = (name: string) => sections.find((one) => one.startsWith(`${name}\n`)) ?? '';
  const all = (name: string) =>
    [...section(name).matchAll(/^ {2}readonly (\w+)\??:/gm)].map(([, property]) => property);
  expect(all('ServiceSpec')).toEqual(
    expect.arrayContaining(['port', 'delivery', 'env', 'files', 'ownAlerts', 'shutdown']),
  );
  // Two levels up, and the docstring with it.
  expect(all('StatefulWorkerSpec')).toEqual(expect.arrayContaining(['localState', 'metricsPort', 'files']));
  expect(section('StatefulWorkerSpec')).toContain('/** Files by absolute path, all in one folder. A change restarts');
  expect(section('PostgresProps')).toContain('// from StoreProps<Node>');
  expect(section('AlertOptions')).toContain('// from Partial<Limits>');
});

it('shows no property of an interface twice', () => {
  for (const section of sections) {
    if (!/^interface /m.test(section)) continue;
    const own = [...section.matchAll(/^ {2}readonly (\w+)\??:/gm)].map(([, property]) => property);
    expect(new Set(own).size).toBe(own.length);
  }
});
