import { dirname, join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import type { Fleet } from '../../service/fleet.js';
import { recover } from '../../synth/commit/commit.js';
import type { Arguments, Terminal } from '../command.js';
import { findProject, type Project, relativeFile } from '../project.js';
import { heldOnDisk } from './held.js';
import { changedInputs, type InputPlaces, type InputState, Inputs, savedAt } from './inputs.js';
import { Report } from './report.js';
import { round } from './round.js';

/**
 * Keeps dist/ as the sources have it: looks at them after each save, says what the save does to the clusters, and writes
 * once it is checked. Ends with the process.
 */
export async function watchFleet(args: Arguments, terminal: Terminal): Promise<never> {
  // A process that stays collects its garbage little by little, not all of it while somebody waits.
  setFlagsFromString('--incremental-marking');
  let project = findProject(terminal.cwd);
  const folder = relativeFile(project.root, project.dist);
  const report = new Report(terminal, project.root);
  report.findings(recover(project.dist).findings, 0);
  terminal.out(`Watching ${relativeFile(project.root, dirname(project.fleet))}/. Ctrl-C ends it.\n`);
  let fleet: Fleet | undefined;
  const inputs = new Inputs(() => placesOf(project, fleet));
  let held = heldOnDisk(project);
  let told: InputState | undefined;
  for (let state = inputs.read(); ; ) {
    const newer = inputs.changed(state);
    const left = new AbortController();
    void newer.then(() => left.abort());
    const { signal } = left;
    const saved = told ? changedInputs(told, state) : [];
    if (saved.length > 0) report.saved(saved, savedAt(state, saved) ?? Date.now());
    try {
      const current = () => !signal.aborted && changedInputs(state, inputs.read()).length === 0;
      const onFleet = (one: Fleet) => {
        fleet = one;
      };
      project = findProject(terminal.cwd);
      const after = await round({ project, args, terminal, held, signal, current, onFleet }, report);
      if (after) {
        held = after;
        told = state;
      } else inputs.look();
    } catch (error) {
      // A compiler that was told to end, and what a fleet did with half of a checkout.
      if (!signal.aborted) {
        report.failed(error, folder);
        told = state;
      }
    }
    state = await newer;
  }
}

/** What decides what a run gives. */
function placesOf({ root, fleet: entry, dist, scratch }: Project, fleet: Fleet | undefined): InputPlaces {
  const given = [fleet?.images, fleet?.sealed].filter((path) => path !== undefined);
  return {
    folders: [dirname(entry), ...given.map((path) => join(root, path))],
    files: ['cdk8s.yaml', 'package.json', 'package-lock.json', 'tsconfig.json'].map((name) => join(root, name)),
    except: [dist, scratch],
  };
}
