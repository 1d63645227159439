import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { Project } from '../project.js';

let project: Project;
beforeEach(() => {
  project = new Project();
});
afterEach(() => project.remove());

const cdk8s = join(__dirname, '../../../node_modules/cdk8s-cli/bin/cdk8s');

function cdk8sSynth(...args: string[]) {
  project.edit('cdk8s.yaml', 'app: eco synth', `app: node ${join(__dirname, '../../../bin/eco.js')} synth`);
  return spawnSync(process.execPath, [cdk8s, 'synth', ...args], {
    cwd: project.root,
    encoding: 'utf8',
    env: { ...process.env, CDK8S_CHECK_UPGRADE: 'false' },
  });
}

it('writes one manifest a file, for every environment and Argo CD', () => {
  expect(project.eco('synth')).toMatchObject({ status: 0, err: '' });
  expect(Object.keys(project.tree()).filter((path) => path.startsWith('live/'))).toEqual([
    'live/argocd/application.cart.yaml',
    'live/argocd/application.platform.yaml',
    'live/argocd/application.shop.yaml',
    'live/argocd/application.stock.yaml',
    'live/argocd/appproject.shop-platform.yaml',
    'live/argocd/appproject.shop-root.yaml',
    'live/argocd/appproject.shop.yaml',
    'live/argocd/configmap.argocd-cm.yaml',
    'live/cart/deployment.cart.yaml',
    'live/cart/ingress.cart.yaml',
    'live/cart/service.cart.yaml',
    'live/cart/serviceaccount.cart.yaml',
    'live/platform/namespace.web.yaml',
    'live/stock/deployment.stock.yaml',
    'live/stock/service.stock.yaml',
    'live/stock/serviceaccount.stock.yaml',
  ]);
});

it('puts Applications into a later wave than their project, and than what they stand on', () => {
  project.eco('synth');
  expect(project.read('dist/live/argocd/application.platform.yaml')).toContain('argocd.argoproj.io/sync-wave: "1"');
  expect(project.read('dist/live/argocd/application.cart.yaml')).toContain('argocd.argoproj.io/sync-wave: "3"');
  expect(project.read('dist/live/argocd/appproject.shop.yaml')).not.toContain('sync-wave');
});

it('takes tags as they stand in the text', () => {
  project.edit('src/fleet/images/live.yaml', '"1.0.0"', '0123456');
  project.edit('src/fleet/images/live.yaml', '3fa9c01', '12e4567');
  project.eco('synth');
  expect(project.read('dist/live/cart/deployment.cart.yaml')).toContain('image: registry.test/shop/cart:0123456\n');
  expect(project.read('dist/live/cart/deployment.cart.yaml')).toContain('app.kubernetes.io/version: "0123456"');
  expect(project.read('dist/live/stock/deployment.stock.yaml')).toContain('image: registry.test/shop/stock:12e4567\n');
});

describe('what does not change', () => {
  it('keeps its bytes and its time stamp, and everything else', () => {
    project.eco('synth');
    const file = project.path('dist/live/stock/service.stock.yaml');
    utimesSync(file, 1, 1);
    project.edit('src/fleet/cart.ts', 'port: 8000', 'port: 8001');
    const { out } = project.eco('synth');
    expect(statSync(file).mtimeMs).toBe(1000);
    expect(out.split('\n').filter((line) => line.startsWith('  '))).toEqual([
      '  ~ live/cart/deployment.cart.yaml',
      '  ~ live/cart/service.cart.yaml',
      '  ~ test/cart/deployment.cart.yaml',
      '  ~ test/cart/service.cart.yaml',
    ]);
    expect(project.eco('synth').out).toBe('dist/: nothing changed\n');
  });

  it('is the same in another locale, time zone and umask, and with the services in another order', () => {
    project.eco('synth');
    const before = project.tree();
    project.edit('src/fleet/index.ts', 'cart, stock', 'stock, cart');
    project.edit('src/fleet/index.ts', "import { cart } from './cart';\n", '');
    project.edit(
      'src/fleet/index.ts',
      "import { stock } from './stock';",
      "import { stock } from './stock';\nimport { cart } from './cart';",
    );
    const mask = process.umask(0o077);
    const run = project.eco('synth', { LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8', TZ: 'Asia/Seoul' });
    process.umask(mask);
    expect(run).toMatchObject({ status: 0, out: 'dist/: nothing changed\n' });
    expect(project.tree()).toEqual(before);
  });
});

it('leaves nothing of a service that is removed', () => {
  project.eco('synth');
  project.edit('src/fleet/cart.ts', '  uses: [stock],\n', '');
  project.edit('src/fleet/cart.ts', "import { stock } from './stock';\n", '');
  project.edit('src/fleet/index.ts', 'cart, stock', 'cart');
  project.edit('src/fleet/index.ts', "import { stock } from './stock';\n", '');
  for (const name of ['live', 'test']) project.edit(`src/fleet/images/${name}.yaml`, '  stock: 3fa9c01\n', '');
  expect(project.eco('synth')).toMatchObject({ status: 0 });
  expect(Object.keys(project.tree()).filter((path) => path.includes('stock'))).toEqual([]);
});

it('says what fewer pods with local state leave behind', () => {
  project.write(
    'src/fleet/stock.ts',
    `import { fixed, sqliteWal } from '@eco2/manifests';
import { defineWorker } from './environments';

export const stock = defineWorker('stock', () => ({
  celery: { app: 'stock', pool: 'prefork', concurrency: 1 },
  metricsPort: 9090,
  scale: fixed(3),
  resources: { cpu: ['100m', '200m'], memory: ['64Mi', '128Mi'] },
  localState: sqliteWal({ path: '/var/wal/stock.db', size: '1Gi', variable: 'WAL' }),
}));
`,
  );
  project.edit('src/fleet/cart.ts', '  uses: [stock],\n', '');
  project.edit('src/fleet/cart.ts', "import { stock } from './stock';\n", '');
  expect(project.eco('synth')).toMatchObject({ status: 0 });
  project.edit('src/fleet/stock.ts', 'fixed(3)', 'fixed(1)');
  const { status, err } = project.eco('synth --env live');
  expect(status).toBe(0);
  expect(err).toContain(
    'StatefulSet jobs/stock goes from 3 to 1 replicas and leaves the state of stock-1, stock-2 behind',
  );
});

describe('--env and --service', () => {
  it('write what they name and nothing else', () => {
    project.eco('synth');
    project.edit('src/fleet/cart.ts', 'port: 8000', 'port: 8001');
    project.edit('src/fleet/stock.ts', 'port: 9000', 'port: 9001');
    const { out } = project.eco('synth --env live --service stock');
    expect(out.split('\n').filter((line) => line.startsWith('  '))).toEqual([
      '  ~ live/stock/deployment.stock.yaml',
      '  ~ live/stock/service.stock.yaml',
    ]);
  });

  it.each([
    ['--env liv', '"liv" is no environment of the fleet'],
    ['--service crat', '"crat" is no service of the fleet'],
  ])('%s: names that do not exist are refused with the one that was meant', (args, message) => {
    const { status, err } = project.eco(`synth ${args}`);
    expect(status).toBe(2);
    expect(err).toContain(message);
    expect(err).toContain('Did you mean');
  });
});

it('--check writes nothing and says whether dist/ is what the sources give', () => {
  expect(project.eco('synth --check')).toMatchObject({
    status: 1,
    err: expect.stringContaining('eco: dist/ is not what the sources give; nothing was written\nWrite: eco synth'),
  });
  expect(project.tree()).toEqual({});
  project.eco('synth');
  expect(project.eco('synth --check')).toMatchObject({ status: 0, out: 'dist/: nothing changed\n' });
});

describe('under cdk8s synth', () => {
  it('gives the same bytes', () => {
    project.eco('synth');
    const before = project.tree();
    project.write('dist/live/cart/service.cart.yaml', 'changed: true\n');
    expect(cdk8sSynth()).toMatchObject({ status: 0 });
    expect(project.tree()).toEqual(before);
  });

  it('-o writes to that folder alone', () => {
    expect(cdk8sSynth('-o', 'elsewhere')).toMatchObject({ status: 0 });
    expect(project.tree()).toEqual({});
    expect(Object.keys(project.tree('elsewhere'))).toContain('live/cart/service.cart.yaml');
  });

  it('--stdout prints the manifests and writes nothing', () => {
    mkdirSync(project.path('dist'));
    const { stdout, status } = cdk8sSynth('--stdout');
    expect(status).toBe(0);
    expect(stdout).toContain('kind: Deployment');
    expect(project.tree()).toEqual({});
  });
});

it('two runs at once end in the result of one', async () => {
  project.eco('synth');
  const eco = join(__dirname, '../../../bin/eco.js');
  const start = () =>
    new Promise<number | null>((done) => {
      spawn(process.execPath, [eco, 'synth'], { cwd: project.root, stdio: 'ignore' }).on('exit', done);
    });
  project.edit('src/fleet/cart.ts', 'port: 8000', 'port: 8001');
  expect(await Promise.all([start(), start()])).toEqual([0, 0]);
  const after = project.tree();
  expect(project.eco('synth').out).toBe('dist/: nothing changed\n');
  expect(project.tree()).toEqual(after);
});

it('says of an output folder that is a file what it is', () => {
  project.write('dist', '');
  const { status, err } = project.eco('synth');
  expect(status).toBe(1);
  expect(err).toContain('error: output folder "dist" is a file, not a folder');
});
