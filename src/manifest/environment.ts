/** Names of environments, those that mean the same together. */
const SAME: readonly (readonly string[])[] = [
  ['dev', 'develop', 'development'],
  ['staging', 'stage', 'stg'],
  ['prod', 'production', 'prd'],
  ['qa'],
  ['uat'],
  ['preprod', 'pre-prod'],
  ['sandbox'],
];

const canonical = new Map(SAME.flatMap((names) => names.map((name) => [name, names[0] ?? name])));

// Folders whose subfolders are environments whatever they are called, but for what they share.
const HOLDERS = new Set(['dist', 'clusters', 'environments', 'envs']);
const SHARED = new Set(['base', 'common', 'shared', 'all', 'apps', 'components']);

/**
 * The environment that a file belongs to, by its path; undefined for what belongs to all. A folder right under `dist`,
 * `clusters` or `environments` is one; else a folder or a file that is called like one: `overlays/dev/x.yaml`,
 * `auth/prod.yaml`, `values-prod.yaml`.
 */
export function environmentOf(path: string): string | undefined {
  const segments = path.split('/');
  const file = segments.pop() ?? '';
  for (const [i, segment] of segments.entries()) {
    const next = segments[i + 1];
    if (HOLDERS.has(segment) && next !== undefined && !SHARED.has(next)) return canonical.get(next) ?? next;
  }
  const stem = file.replace(/\.[^.]*$/, '');
  const words = [stem, /[-._]([^-._]+)$/.exec(stem)?.[1] ?? '', ...segments.toReversed()];
  return words.map((word) => canonical.get(word)).find((name) => name !== undefined);
}
