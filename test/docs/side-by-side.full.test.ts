import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { blocksOf, fileOf, read, root, testedIn } from './blocks.js';
import { type Edit, type Mistake, mistakes } from './mistakes.js';
import { carried, kubeconform } from './other-tools.js';
import { PageProject } from './page-project.js';

/** Another service of the same cluster, whose path is `/stock`. */
const stock = `apiVersion: v1
kind: Service
metadata: { name: stock, namespace: web }
spec: { type: ExternalName, externalName: stock.example.org, ports: [{ name: http, port: 9000 }] }
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: stock, namespace: web }
spec:
  ingressClassName: nginx
  rules:
    - host: shop.test
      http: { paths: [{ path: /stock, pathType: Prefix, backend: { service: { name: stock, port: { name: http } } } }] }
`;

const page = 'docs/side-by-side.md';
const helm = carried('helm');
const kubectl = carried('kubectl');
const conform = kubeconform();
/** Below the repository, where the packages of the plain cdk8s app are found. */
let cdk8s: string;
let project: PageProject;

beforeAll(() => {
  project = new PageProject(testedIn(page));
  for (const named of blocksOf(page).flatMap((block) => fileOf(block) ?? [])) project.write(named.file, named.rest);
  project.write('kustomize/base/cart.yaml', project.read('yaml/live/cart.yaml'));
  project.write('yaml/live/stock.yaml', stock);
  project.edit('src/fleet/stock.ts', 'port: 9000,', "port: 9000,\n  route: '/stock',");
  project.write('facts.yaml', project.shell('eco facts live').out);
  cdk8s = mkdtempSync(join(root, '.eco/side-by-side-'));
  writeFileSync(
    join(cdk8s, 'tsconfig.json'),
    '{ "extends": "../../src/fleet/tsconfig.json", "compilerOptions": { "noEmit": false }, "include": ["."] }',
  );
});
afterAll(() => {
  project.remove();
  rmSync(cdk8s, { recursive: true });
});

const fails = ([command = '', ...args]: readonly string[], input?: string) => {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: project.root, encoding: 'utf8', input });
  return { failed: status !== 0, out: stdout, says: stdout + stderr };
};
const node = (...args: string[]) => fails([process.execPath, ...args]);

/** Each way of writing it: where its mistake is made, and whether anything says so. */
const ways: Readonly<Record<string, (mistake: Mistake) => readonly [Edit | undefined, () => boolean]>> = {
  kubeconform: ({ yaml, helm: chart }) => [
    yaml ?? chart,
    () => (yaml ? fails([...conform, 'yaml']) : fails([...conform, '-'], rendered())).failed,
  ],
  kustomize: ({ yaml, kustomize }) => [
    kustomize ?? (yaml && ['kustomize/base/cart.yaml', yaml[1], yaml[2]]),
    () => fails([kubectl, 'kustomize', 'kustomize/test']).failed,
  ],
  Helm: (mistake) => [
    mistake.helm,
    () => fails([helm, 'lint', 'helm', '-f', 'helm/values-test.yaml', '--kube-version', '1.28', '--strict']).failed,
  ],
  'plain cdk8s': (mistake) => [mistake.cdk8s, plain],
  'eco check': ({ yaml, helm: chart }) => [
    yaml ?? chart,
    () => {
      if (yaml === undefined) project.write('yaml/test/cart.yaml', rendered());
      return node(`${root}/bin/eco.js`, 'check', 'yaml', '--facts', 'facts.yaml').failed;
    },
  ],
  'eco synth': ({ ours }) => [ours, () => node(`${root}/bin/eco.js`, 'synth').failed],
};

const rendered = () => fails([helm, 'template', 'cart', 'helm', '-n', 'web', '-f', 'helm/values-test.yaml']).out;

/** The compiler, then the app. */
function plain(): boolean {
  writeFileSync(join(cdk8s, 'main.ts'), project.read('cdk8s/main.ts'));
  const compiled = node(join(root, 'node_modules/typescript/bin/tsc'), '-p', cdk8s);
  return compiled.failed || node(join(cdk8s, 'main.js')).failed;
}

/** What notices a mistake: `yes`, `no`, or `–` where it cannot be made. */
function noticed(way: string, mistake: Mistake): string {
  const [edit, tried] = ways[way]?.(mistake) ?? [];
  if (edit === undefined || tried === undefined) return '–';
  const [file, before, after] = edit;
  const text = project.read(file);
  if (!text.includes(before)) throw new Error(`"${before}" is not in ${file}`);
  project.write(
    file,
    text.replace(before, () => after),
  );
  try {
    return tried() ? 'yes' : 'no';
  } finally {
    project.write(file, text);
    rmSync(project.path('yaml/test'), { recursive: true, force: true });
  }
}

it('finds nothing wrong before', () => {
  for (const [way, made] of Object.entries(ways)) {
    const [, tried] = made({ what: '', yaml: ['', '', ''] });
    expect([way, tried()]).toEqual([way, false]);
  }
});

it('says of each mistake who notices it', () => {
  const head = ['mistake', ...Object.keys(ways)];
  const rows = mistakes.map((mistake) => [mistake.what, ...Object.keys(ways).map((way) => noticed(way, mistake))]);
  const sums = Object.keys(ways).map((_, at) => rows.filter((row) => row[at + 1] === 'no').length);
  const line = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |\n`;
  const table = [head, head.map(() => '---'), ...rows, ['not noticed', ...sums]].map(line).join('');
  if (!read(page).includes(table)) console.log(table);
  expect(read(page)).toContain(table);
});
