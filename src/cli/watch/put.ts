import { setTimeout as pause, setImmediate as turn } from 'node:timers/promises';
import type { Fleet } from '../../service/fleet.js';
import { fleetWorkflows } from '../../service/workflows.js';
import { type CommitResult, commit } from '../../synth/commit/commit.js';
import type { Difference } from '../../synth/commit/plan.js';
import type { Project } from '../project.js';
import type { Scope } from '../synth/scope.js';
import { putWorkflows } from '../synth/workflow-files.js';

/** What is to be written. */
export interface Output {
  readonly project: Project;
  readonly fleet: Fleet;
  /** Path below dist/ -> text: all that the scope owns. */
  readonly files: ReadonlyMap<string, string>;
  /** Undefined: the whole of dist/, and the workflows. */
  readonly scope: Scope | undefined;
}

export interface Written {
  readonly dist: CommitResult;
  readonly workflows?: Difference;
}

/** Milliseconds between two looks at the lock of another run. */
const again = 200;

/**
 * Puts output in place as a cold run does. While another run writes, it waits without holding up the process: `waiting`
 * is called once then.
 * @param current asked before each try: undefined is returned when it says that the sources have changed since
 */
export async function put(
  { project, fleet, files, scope }: Output,
  current: () => boolean,
  waiting: (result: CommitResult) => void,
): Promise<Written | undefined> {
  for (let told = false; current(); ) {
    const written = await undisturbed((): Written | undefined => {
      const dist = commit(project.dist, files, { ...(scope && { scope }), wait: 0 });
      if (isLocked(dist)) {
        if (!told) waiting(dist);
        told = true;
        return undefined;
      }
      if (scope || dist.findings.length > 0) return { dist };
      return { dist, workflows: putWorkflows(project, fleetWorkflows(fleet)) };
    });
    if (written) return written;
    await pause(again);
  }
  return undefined;
}

function isLocked({ findings }: CommitResult): boolean {
  return findings.some(({ rule }) => rule === 'output-locked');
}

const signals = ['SIGHUP', 'SIGINT', 'SIGTERM'] as const;

/** Does something to its end also when the process is told to end meanwhile: it ends after it. */
async function undisturbed<T>(work: () => T): Promise<T> {
  const end = (signal: NodeJS.Signals) => {
    release();
    process.kill(process.pid, signal);
  };
  const release = () => {
    for (const signal of signals) process.off(signal, end);
  };
  for (const signal of signals) process.on(signal, end);
  try {
    return work();
  } finally {
    // What came during the work is delivered in these turns, in which nothing else runs for long. Afterwards a signal ends
    // the process at once again, also one whose fleet loops.
    await turn();
    await turn();
    release();
  }
}
