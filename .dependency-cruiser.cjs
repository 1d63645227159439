// Who may import whom. A folder that is not in the table may import nothing of ours and be imported by no one.
const base = ['values', 'diagnostic', 'manifest'];
const may = {
  values: [],
  diagnostic: [],
  manifest: ['values', 'diagnostic'],
  cluster: base,
  order: base,
  metrics: base,
  // What network policies let through, and what manifests show of who calls whom.
  network: ['cluster', 'map', ...base],
  images: base,
  checks: ['cluster', 'metrics', 'network', 'imports', ...base],
  // Who calls whom, and where the boxes stand.
  map: ['order', ...base],
  diff: ['order', ...base],
  review: ['diff', 'map', 'order', ...base],
  construct: ['cluster', ...base],
  delivery: ['construct', 'cluster', 'order', 'metrics', 'imports', ...base],
  monitoring: ['construct', 'cluster', 'order', 'metrics', 'imports', ...base],
  gitops: ['construct', 'cluster', 'order', 'metrics', 'imports', ...base],
  pipeline: ['construct', 'cluster', 'order', 'metrics', 'imports', ...base],
  security: ['construct', 'cluster', 'order', 'metrics', 'imports', ...base],
  platform: ['construct', 'cluster', ...base],
  data: ['construct', 'cluster', 'order', 'metrics', 'imports', ...base],
  service: [
    'delivery',
    'monitoring',
    'gitops',
    'pipeline',
    'security',
    'data',
    'platform',
    'construct',
    'cluster',
    'metrics',
    'imports',
    ...base,
  ],
  synth: ['service', 'security', 'gitops', 'checks', 'construct', 'cluster', 'order', 'images', ...base],
  // Which literal of a fleet sets which line.
  why: ['service', 'synth', 'images', 'construct', ...base],
  cli: [
    'service',
    'pipeline',
    'why',
    'synth',
    'checks',
    'diff',
    'review',
    'map',
    'order',
    'images',
    'security',
    'network',
    'cluster',
    'construct',
    ...base,
  ],
};
const library = [
  'service',
  'delivery',
  'monitoring',
  'gitops',
  'pipeline',
  'security',
  'data',
  'platform',
  'construct',
  'cluster',
  'metrics',
  'images',
  ...base,
];
const folder = (name) => (name === 'imports' ? '^imports/' : `^src/${name}/`);
const ours = '^(src|imports)/';

module.exports = {
  forbidden: [
    ...Object.entries(may).map(([name, allowed]) => ({
      name: `from-${name}`,
      severity: 'error',
      comment: `src/${name} may import: ${allowed.join(', ') || 'nothing of ours'}`,
      from: { path: folder(name) },
      // The command hands the fleet the library: the one place besides a fleet that needs the authoring API.
      to: {
        path: ours,
        pathNot: [folder(name), ...allowed.map(folder), ...(name === 'cli' ? ['^src/index\\.ts$'] : [])],
      },
    })),
    {
      name: 'from-index',
      severity: 'error',
      comment: `src/index.ts may import: ${library.join(', ')}`,
      from: { path: '^src/index\\.ts$' },
      to: { path: ours, pathNot: library.map(folder) },
    },
    {
      name: 'from-fleet',
      severity: 'error',
      comment: 'a fleet imports the library by its package name',
      from: { path: '^src/fleet/' },
      to: { path: ours, pathNot: ['^src/fleet/', '^imports/'] },
    },
    {
      name: 'fleet-is-a-user',
      severity: 'error',
      comment: 'the library knows nothing of the fleet',
      from: { path: ours, pathNot: '^src/fleet/' },
      to: { path: '^src/fleet/' },
    },
    {
      name: 'unknown-folder',
      severity: 'error',
      comment: 'a new folder under src/ gets a row in .dependency-cruiser.cjs',
      from: { path: '^src/[^/]+/', pathNot: ['^src/fleet/', ...Object.keys(may).map(folder)] },
      to: {},
    },
    { name: 'no-cycles', severity: 'error', comment: 'data flows one way', from: {}, to: { circular: true } },
    {
      name: 'files-only-at-the-edge',
      severity: 'error',
      comment: 'node:fs only in cli, images, synth/commit, manifest/files/read-files',
      from: {
        path: '^src/',
        pathNot: ['^src/cli/', '^src/synth/commit/', '^src/manifest/files/read-', '^src/images/'],
      },
      to: { path: '^(node:)?(fs|child_process)(/|$)' },
    },
  ],
  options: {
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { extensions: ['.ts', '.js'] },
    tsConfig: undefined,
  },
};
