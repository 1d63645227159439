import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const child = fileURLToPath(new URL('scale-child.mjs', import.meta.url));

/** Each size in a process of its own: one must not warm up, or fill the memory of, the next. */
export function scaleTable(sizes = [100, 200, 400, 800, 1600]) {
  return sizes.map((services) => {
    const ours = measure('ours', services);
    const theirs = services !== 200 ? measure('cdk8s', services) : undefined;
    return [
      services,
      ours.objects,
      ours.seconds.toFixed(2),
      Math.round((ours.seconds * 1e6) / ours.objects),
      Math.round(ours.memory),
      theirs ? theirs.seconds.toFixed(2) : '',
      theirs ? (theirs.seconds / ours.seconds).toFixed(1) : '',
    ];
  });
}

function measure(what, services) {
  const { stdout, stderr, status } = spawnSync(process.execPath, ['--expose-gc', child, what, String(services)], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${what} with ${services} services failed: ${stderr}`);
  return JSON.parse(stdout);
}
