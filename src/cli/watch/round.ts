import { hasErrors } from '../../diagnostic/diagnostic.js';
import type { Fleet } from '../../service/fleet.js';
import type { Arguments, Terminal } from '../command.js';
import { type Project, relativeFile } from '../project.js';
import { effectText } from './effect.js';
import { type Held, heldAfter } from './held.js';
import { look, type Made } from './look.js';
import { put } from './put.js';
import type { Report } from './report.js';

/** One state of the sources. */
export interface Round {
  readonly project: Project;
  readonly args: Arguments;
  readonly terminal: Terminal;
  /** What dist/ holds. */
  readonly held: Held;
  /** Aborted when the sources have changed since. */
  readonly signal: AbortSignal;
  /** Whether they are still the same: asks the disk. */
  readonly current: () => boolean;
  /** Hears of a fleet that could be loaded. */
  readonly onFleet: (fleet: Fleet) => void;
}

/** Looks at the sources, reports, and writes. What dist/ holds afterwards; undefined when the sources have changed since. */
export async function round(sources: Round, report: Report): Promise<Held | undefined> {
  const { project, args, terminal, held, signal, current } = sources;
  const folder = relativeFile(project.root, project.dist);
  let after = held;
  const onMade = ({ fleet, environments, scope }: Made) => {
    sources.onFleet(fleet);
    after = heldAfter(project, held, environments, scope);
    const versionOf = (name: string) => environments.find((one) => one.environment === name)?.facts.kubernetes;
    report.effect(effectText(held, after, versionOf, (file) => relativeFile(project.root, file), terminal));
  };
  const looked = await look(project, args, signal, onMade);
  if ('typeErrors' in looked) {
    report.findings(looked.typeErrors, 0);
    report.notWritten(folder);
    return held;
  }
  const { fleet, scope, result } = looked;
  const { findings, files } = result;
  const unwritten = new Map([...files].map(([path, text]) => [`${folder}/${path}`, text]));
  const written = hasErrors(findings)
    ? undefined
    : await put(
        { project, fleet, scope, files: scope ? new Map([...files].filter(([path]) => scope(path))) : files },
        current,
        (dist) => report.findings(dist.findings, 0),
      );
  if (!written && !hasErrors(findings)) return undefined;
  report.findings([...findings, ...(written?.dist.findings ?? [])], files.size, unwritten);
  if (!written || hasErrors(written.dist.findings)) {
    report.notWritten(folder);
    return held;
  }
  report.written(written, folder);
  return after;
}
