import type { Place } from '../../diagnostic/diagnostic.js';
import { hasErrors } from '../../diagnostic/diagnostic.js';
import { ansiPaint, plainPaint } from '../../diagnostic/paint.js';
import type { ObjectChange } from '../../diff/change.js';
import type { Diff } from '../../diff/diff.js';
import { diffJson } from '../../diff/json.js';
import { renderDiff } from '../../diff/render-text.js';
import { totals } from '../../diff/summary.js';
import { objectLines } from '../../review/object-lines.js';
import { objectPlaces } from '../../review/object-places.js';
import type { Arguments, Command, ExitCode, Terminal } from '../command.js';
import { COMPARES, compareSides, placesOf } from '../compare/compare-sides.js';
import type { TwoSides } from '../compare/sides.js';
import { printFindings } from '../print.js';
import { relativeFile, relativeFinding } from '../project.js';

export const diff: Command = {
  ...COMPARES,
  description: `
    Says what a change does to the clusters: which pods restart, in which order and for how long, what the API server
    refuses, what is deleted and what goes with it, where requests go, who may talk to whom, who may do what, what pages
    whom. What only looks different is left out.

    Without a REF: from the last commit to what the sources give now. With one: from there. "main..." is the commit
    where this branch left main, as a pull request sees it. With two: from the first to the second.

    Exit code 1 when a sync would fail, a migration skips a phase, or what still serves would be deleted.`,
  options: {
    ...COMPARES.options,
    brief: { type: 'boolean', help: 'effects only: no fields, reasons and places' },
    json: { type: 'boolean', help: 'as JSON' },
  },
  examples: [
    ['eco diff', 'what the change at hand does, before it is committed'],
    ['eco diff main...', 'what this branch does'],
    ['eco diff v1.4.0 v1.5.0 --env prod', 'between two releases'],
    ['eco diff --from before/ --to after/', 'any two folders of YAML'],
  ],
  run,
};

async function run(args: Arguments, terminal: Terminal): Promise<ExitCode> {
  const compared = await compareSides(args, terminal, 'so nothing was compared');
  if (!compared) return 2;
  const { sides, diffs, told, findings: shown } = compared;
  const findings = diffs.flatMap((one) => one.findings).map((finding) => relativeFinding(sides.root, finding));
  if (args.flag('json')) terminal.out(diffJson(diffs, shown));
  else {
    const paint = terminal.colour ? ansiPaint : plainPaint;
    const options = {
      width: terminal.width,
      paint,
      details: !args.flag('brief'),
      fileName: (file: string) => relativeFile(sides.root, file),
      placesOf: await placesIn(sides, args.flag('brief') ? [] : told),
    };
    const texts = told.map((one) => renderDiff(one, options));
    terminal.out(`${sides.title}\n\n${texts.join('\n')}`);
    if (shown.length + findings.length > 0) terminal.err('\n');
    printFindings([...shown, ...findings], terminal, sides.root);
  }
  const failing = diffs.some((one) => totals(one).failingSyncs > 0);
  return failing || hasErrors([...shown, ...findings]) ? 1 : 0;
}

/** Names the places that eco review names: what sets the changed lines of an object that is on both sides. */
async function placesIn(sides: TwoSides, told: readonly Diff[]): Promise<(change: ObjectChange) => readonly Place[]> {
  // Files alone have no author's line: working out which of their lines differ would be for nothing.
  if (!sides.sources) return () => [];
  const behind = await placesOf(sides, told);
  return (change) =>
    change.before && change.after ? objectPlaces(change, objectLines(change), behind).map(([, place]) => place) : [];
}
