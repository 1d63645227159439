import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import type { Project } from '../project.js';
import { type Diagnosis, fine, wrong } from './diagnosis.js';
import { atLeast } from './versions.js';

/** The published types use `NoInfer`. Source: TypeScript 5.4, release notes. */
const LEAST = '5.4';

/** What an editor checks the fleet with: the same as `eco synth`, or it completes what does not compile. */
export function editor(project: Project): readonly Diagnosis[] {
  const config = join(dirname(project.fleet), 'tsconfig.json');
  const name = relative(project.root, config);
  if (!existsSync(config)) return [wrong('editor', `there is no ${name}`, 'Add one, with "strict" and "nodenext".')];
  const text = readFileSync(config, 'utf8');
  const strict = /"strict"\s*:\s*true/.test(text) || /"extends"\s*:/.test(text);
  const said = strict
    ? fine('editor', `${name}: strict`)
    : wrong(
        'editor',
        `${name} is not strict: mistakes reach the cluster that the compiler could name`,
        '"strict": true',
      );
  return [said, ...typescript(project.root), ...chosenCompiler(project.root)];
}

/** TypeScript beside the fleet: editors may be told to use it. */
function typescript(root: string): readonly Diagnosis[] {
  try {
    const file = createRequire(join(root, 'x.js')).resolve('typescript/package.json');
    const { version } = JSON.parse(readFileSync(file, 'utf8'));
    if (atLeast(version, LEAST)) return [fine('typescript', version)];
    return [wrong('typescript', `${version} cannot read the library's types`, `npm install -D typescript@latest`)];
  } catch {
    // The editor brings its own.
    return [];
  }
}

/** VS Code, told to use a TypeScript of the project: from 7 on there is no server of the kind that it starts. */
function chosenCompiler(root: string): readonly Diagnosis[] {
  const file = '.vscode/settings.json';
  if (!existsSync(join(root, file))) return [];
  const folder = /"(?:typescript|js\/ts)\.tsdk(?:\.path)?"\s*:\s*"([^"]+)"/.exec(
    readFileSync(join(root, file), 'utf8'),
  )?.[1];
  if (folder === undefined || existsSync(join(root, folder, 'tsserver.js'))) return [];
  const missing = `${file} names "${folder}", which holds no tsserver.js`;
  return [wrong('editor', missing, 'Drop the setting: VS Code then uses its own TypeScript.')];
}
