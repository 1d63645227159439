import type { ManifestSet } from '../../manifest/manifest-set.js';
import type { Arguments, Option, Terminal } from '../command.js';
import { Failure } from '../failure.js';
import { commitSides } from './commit-sides.js';
import { folderSides } from './folder-sides.js';
import type { TwoSides } from './sides.js';

/** Options of every command that compares. */
export const SIDE_OPTIONS: Readonly<Record<string, Option>> = {
  from: { type: 'string', value: 'DIR', help: 'compare this folder of YAML, whoever wrote it …' },
  to: { type: 'string', value: 'DIR', help: '… with this one' },
  dist: { type: 'boolean', help: 'take dist/ as it stands instead of synthesizing the fleet' },
  env: { type: 'string', value: 'ENV', multiple: true, help: 'this environment only; may be repeated' },
  kubernetes: { type: 'string', value: 'VERSION', help: 'minor version of the API server, such as 1.28' },
};

/** Reads both sides as the command line names them. @throws Failure for what is not there. */
export async function twoSides(args: Arguments, terminal: Terminal): Promise<TwoSides> {
  const [from, to] = [args.value('from'), args.value('to')];
  const sides =
    from !== undefined || to !== undefined ? folderSides(from, to, args, terminal) : await commitSides(args, terminal);
  const chosen = args.values('env');
  const pick = (sets: readonly ManifestSet[]) =>
    sets.filter(({ name }) => chosen.length === 0 || chosen.includes(name));
  const known = new Set([...sides.before, ...sides.after].map(({ name }) => name));
  for (const name of chosen) if (!known.has(name)) throw noEnvironment(name, [...known]);
  return { ...sides, before: pick(sides.before), after: pick(sides.after) };
}

function noEnvironment(name: string, known: readonly string[]): Failure {
  return new Failure({
    rule: 'environment-unknown',
    severity: 'error',
    message: `"${name}" is no environment of either side`,
    why: 'There is nothing to compare.',
    fix: `One of: ${known.join(', ') || 'none was found'}.`,
  });
}
