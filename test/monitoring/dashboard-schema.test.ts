import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';

/*
 * Every dashboard of dist/ is held against the form that Grafana publishes, by the compiler: a literal may have no field
 * that is not there, lack none that must be, and hold no value of another kind. Then each field of a dashboard is spoilt
 * in turn, and the compiler must notice every time.
 */
const root = join(__dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'eco-grafana-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** What the compiler says of each of these, taken for dashboards; one line an error. */
function complaints(dashboards: ReadonlyMap<string, Json>): ReadonlyMap<string, string> {
  const type = join(__dirname, 'grafana-dashboard');
  const files = [...dashboards.values()].map((dashboard, i) => {
    const literal = JSON.stringify(dashboard, undefined, 1);
    const text = `import type { GrafanaDashboard } from ${JSON.stringify(type)};\nexport const it: GrafanaDashboard = ${literal};\n`;
    writeFileSync(join(folder, `${i}.ts`), text);
    return `${i}.ts`;
  });
  const compilerOptions = {
    ...{ strict: true, noEmit: true, skipLibCheck: true, types: [], lib: ['es2023'] },
    ...{ module: 'esnext', moduleResolution: 'bundler' },
  };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files }));
  const tsc = join(dirname(require.resolve('typescript/package.json')), 'bin/tsc');
  const { stdout } = spawnSync(process.execPath, [tsc, '-p', folder, '--pretty', 'false'], { encoding: 'utf8' });
  const lines = stdout.split('\n').filter((line) => line !== '' && !line.startsWith(' '));
  return new Map(
    [...dashboards.keys()].map((name, i) => [name, lines.filter((line) => line.includes(`/${i}.ts(`)).join('\n')]),
  );
}

const dashboards = new Map(
  ['prod', 'dev'].flatMap((environment) =>
    readdirSync(join(root, 'dist', environment), { recursive: true, encoding: 'utf8' })
      .filter((file) => /configmap\..*\.yaml$/.test(file))
      .map((file) => parse(readFileSync(join(root, 'dist', environment, file), 'utf8')))
      .filter(({ metadata }) => metadata.labels?.grafana_dashboard === '1')
      .flatMap(({ data }) => Object.entries<string>(data))
      .map(([name, text]): [string, Json] => [`${environment} ${name}`, JSON.parse(text)]),
  ),
);

test('Grafana’s own types take every dashboard of dist/', () => {
  expect(dashboards.size).toBeGreaterThanOrEqual(12);
  expect([...complaints(dashboards)].filter(([, errors]) => errors !== '')).toEqual([]);
});

/** Everything that stands anywhere in a dashboard, by its path; of a list the first item of each shape. */
function places(value: Json, path: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, one]) => places(one, [...path, key]))];
}

/** A dashboard in which something else stands at a place. */
function changed(value: Json, [key, ...rest]: readonly (string | number)[], to: (old: Json) => [string, Json]): Json {
  const entries = Object.entries(value ?? {}).map(([name, one]): [string, Json] => {
    if (name !== key) return [name, one];
    const [renamed, put] = rest.length === 0 ? to(one) : [name, changed(one, rest, to)];
    return [renamed === '' ? name : renamed, put];
  });
  return Array.isArray(value) ? entries.map(([, one]) => one) : Object.fromEntries(entries);
}

test('a field of another name, or a value of another kind, is noticed wherever it is', () => {
  const whole = dashboards.get('prod ecoeco-waste-api.json');
  if (typeof whole !== 'object' || whole === null || !('panels' in whole))
    throw new Error('waste-api has no dashboard');
  // A row, a panel without a red line, and one with.
  const dashboard = { ...whole, panels: Array.isArray(whole.panels) ? whole.panels.slice(0, 3) : [] };
  const spoilt = new Map<string, Json>([['as it is', dashboard]]);
  for (const path of places(dashboard)) {
    const last = path.at(-1);
    if (last === undefined) continue;
    const other = (old: Json): Json => (typeof old === 'string' ? 7 : 'seven');
    spoilt.set(
      `${path.join('.')} is of another kind`,
      changed(dashboard, path, (old) => ['', other(old)]),
    );
    if (/^\d+$/.test(String(last))) continue;
    spoilt.set(
      `${path.join('.')} has another name`,
      changed(dashboard, path, (old) => [`${last}s`, old]),
    );
  }
  expect(spoilt.size).toBeGreaterThan(150);
  const missed = [...complaints(spoilt)].filter(([, errors]) => errors === '').map(([name]) => name);
  expect(missed).toEqual(['as it is']);
});

interface Written {
  readonly uid: string;
  readonly title: string;
  readonly templating: { readonly list: readonly { readonly name: string; readonly type: string }[] };
  readonly annotations: { readonly list: readonly { readonly datasource: { readonly uid: string } }[] };
  readonly panels: readonly {
    readonly id: number;
    readonly type: string;
    readonly title: string;
    readonly datasource?: { readonly uid: string };
  }[];
}
const texts = [...dashboards].map(([name, json]) => [name, JSON.stringify(json)] as const);

test.each(texts)('%s asks the Prometheus that its reader chooses, and names each panel once', (name, text) => {
  const { uid, title, templating, annotations, panels }: Written = JSON.parse(text);
  expect({ name, title }).toEqual({
    name: `prod ${uid}.json`,
    title: uid === 'ecoeco' ? uid : uid.replace('ecoeco-', ''),
  });
  expect(templating.list).toMatchObject([{ name: 'datasource', type: 'datasource' }]);
  const charts = panels.filter(({ type }) => type !== 'row');
  expect(charts.length).toBeGreaterThan(3);
  const asked = [...charts, ...annotations.list].map(({ datasource }) => datasource?.uid);
  expect(new Set(asked)).toEqual(new Set(['$datasource']));
  expect(new Set(charts.map((panel) => panel.title)).size).toBe(charts.length);
  expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
});
