import { spawnSync } from 'node:child_process';

/** Installs Debian packages that are not there yet. */
export function install(...packages: readonly string[]): void {
  const missing = packages.filter((name) => spawnSync('dpkg', ['-s', name]).status !== 0);
  if (missing.length === 0) return;
  spawnSync('apt-get', ['update'], { stdio: 'ignore' });
  const { status, stderr } = spawnSync('apt-get', ['install', '-y', '--no-install-recommends', ...missing], {
    encoding: 'utf8',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  if (status !== 0) throw new Error(stderr);
}
