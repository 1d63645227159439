import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type Diagnosis, fine, wrong } from './diagnosis.js';

/** The Node that runs the command. `needed`: as `engines` writes it, `>=20.19`. */
export function nodeVersion(version: string, needed: string): Diagnosis {
  const least = needed.replace(/^\D+/, '');
  if (atLeast(version, least)) return fine('node', version);
  return wrong('node', `${version} is older than ${least}`, `Install Node ${least} or later, an even number.`);
}

/** Whether a version is another one or later: `v20.20.2` and `20.19`. */
export function atLeast(version: string, least: string): boolean {
  const parts = (text: string) => text.replace(/^v/, '').split(/[.-]/).map(Number);
  const [have, need] = [parts(version), parts(least)];
  for (const [i, part] of need.entries()) {
    const mine = have[i] ?? 0;
    if (mine !== part) return mine > part;
  }
  return true;
}

/** Whether the library that the fleet imports is the one that runs. */
export function libraryVersion(root: string, own: { readonly name: string; readonly version: string }): Diagnosis {
  try {
    const file = createRequire(join(root, 'x.js')).resolve(`${own.name}/package.json`);
    const { version } = JSON.parse(readFileSync(file, 'utf8'));
    if (version === own.version) return fine('package', `${own.name} ${version}`);
    return wrong(
      'package',
      `the fleet imports ${own.name} ${version}, this command is of ${own.version}`,
      'Run the one beside the fleet: npx eco',
    );
  } catch {
    return wrong('package', `${own.name} is not installed beside the fleet`, 'npm install');
  }
}
