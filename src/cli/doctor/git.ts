import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GitRefusal, tryGit } from '../../images/git.js';
import { cloneOf, hasDriver, hookStates } from '../hooks/clone.js';
import { DRIVER } from '../hooks/texts.js';
import { type Diagnosis, fine, wrong } from './diagnosis.js';

/** Whether Git is there, and does for dist/ what `eco hooks` lets it do. */
export function gitSetup(root: string): readonly Diagnosis[] {
  try {
    const version = tryGit(root, ['--version'])
      .out.replace(/^git version /, '')
      .trim();
    if (tryGit(root, ['rev-parse', '--is-inside-work-tree']).out.trim() !== 'true')
      return [fine('git', version), wrong('repository', 'the project is in none: nothing to compare with', 'git init')];
    return [fine('git', version), ...ignored(root), ...hooks(root), driver(root)];
  } catch (error) {
    if (!(error instanceof GitRefusal)) throw error;
    return [wrong('git', error.finding.message, error.finding.fix ?? 'Install Git.')];
  }
}

/** Argo CD reads dist/ from Git. */
function ignored(root: string): readonly Diagnosis[] {
  if (tryGit(root, ['check-ignore', '--quiet', '--no-index', 'dist/x.yaml']).status !== 0) return [];
  return [wrong('.gitignore', 'dist/ is ignored: Argo CD finds nothing', 'Drop its line.')];
}

function hooks(root: string): readonly Diagnosis[] {
  return [...hookStates(cloneOf(root))].map(([name, state]) => {
    if (state === 'ours') return fine('hook', name);
    if (state === 'else') return fine('hook', `${name} is somebody's own`);
    const said =
      state === 'old' ? `${name} is of another version` : `there is no ${name}: a wrong dist/ can be committed`;
    return wrong('hook', said, 'npx eco hooks');
  });
}

function driver(root: string): Diagnosis {
  const attributes = join(root, '.gitattributes');
  const named = existsSync(attributes) && readFileSync(attributes, 'utf8').includes(`merge=${DRIVER}`);
  if (named && hasDriver(cloneOf(root))) return fine('merge', `driver ${DRIVER}`);
  const said = named ? 'the merge driver is not known to this clone' : '.gitattributes names no merge driver for dist/';
  return wrong('merge', `${said}: branches conflict there`, 'npx eco hooks');
}
