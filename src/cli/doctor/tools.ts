import { spawnSync } from 'node:child_process';
import { type Diagnosis, fine, note } from './diagnosis.js';

interface Tool {
  readonly name: string;
  readonly version: readonly string[];
  /** What cannot be done without it. */
  readonly serves: string;
}

/** Programs that nothing here needs, and that somebody may miss. */
const tools: readonly Tool[] = [
  { name: 'kubectl', version: ['version', '--client'], serves: 'the first sync of a new cluster' },
  {
    name: 'kubeseal',
    version: ['--version'],
    serves: 'the certificate that eco secret seal takes',
  },
  { name: 'promtool', version: ['--version'], serves: 'unit tests of alerts' },
];

export function optionalTools(env: Readonly<Record<string, string | undefined>>): readonly Diagnosis[] {
  return tools.map(({ name, version, serves }) => {
    const { status, stdout, stderr, error } = spawnSync(name, [...version], { env, encoding: 'utf8', timeout: 5000 });
    if (error && 'code' in error && error.code === 'ENOENT') return note(name, 'not there', `Needed for ${serves}.`);
    const said = `${stdout ?? ''}${stderr ?? ''}`.split('\n')[0] ?? '';
    return status === 0
      ? fine(name, /\d+\.\d+\.\d+/.exec(said)?.[0] ?? 'there')
      : note(name, 'does not answer', `Needed for ${serves}.`);
  });
}
