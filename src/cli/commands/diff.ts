import type { Place } from '../../diagnostic/diagnostic.js';
import { hasErrors } from '../../diagnostic/diagnostic.js';
import { ansiPaint, plainPaint } from '../../diagnostic/paint.js';
import type { ObjectChange } from '../../diff/change.js';
import { type Diff, diffAll } from '../../diff/diff.js';
import { diffJson } from '../../diff/json.js';
import { renderDiff } from '../../diff/render-text.js';
import { totals } from '../../diff/summary.js';
import { objectLines } from '../../review/object-lines.js';
import { objectPlaces } from '../../review/object-places.js';
import { placesBehind } from '../changed-literals.js';
import type { Arguments, Command, ExitCode, Terminal } from '../command.js';
import { printFindings } from '../print.js';
import { relativeFile, relativeFinding } from '../project.js';
import { SIDE_OPTIONS, type TwoSides, twoSides } from '../two-sides.js';

export const diff: Command = {
  positionals: '[REF] [REF]',
  maxPositionals: 2,
  description: `
    Says what a change does to the clusters: which pods restart, in which order and for how long, what the API server
    refuses, what is deleted and what goes with it, where requests go, who may talk to whom, who may do what, what pages
    whom. What only looks different is left out.

    Without a REF: from the last commit to what the sources give now. With one: from there. "main..." is the commit
    where this branch left main, as a pull request sees it. With two: from the first to the second.

    Exit code 1 when a sync would fail, a migration skips a phase, or what still serves would be deleted.`,
  options: {
    ...SIDE_OPTIONS,
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
  const sides = await twoSides(args, terminal);
  const objects = [...sides.before, ...sides.after].reduce((sum, { manifests }) => sum + manifests.length, 0);
  const shown = sides.findings.map((finding) => relativeFinding(sides.root, finding));
  if (objects === 0) {
    printFindings(shown, terminal, sides.root);
    terminal.err('eco: no Kubernetes object was found on either side, so nothing was compared\n');
    return 2;
  }
  terminal.status?.(`comparing ${objects} objects`);
  const diffs = diffAll(sides.before, sides.after, sides.optionsOf);
  const findings = diffs.flatMap((one) => one.findings).map((finding) => relativeFinding(sides.root, finding));
  if (args.flag('json')) terminal.out(diffJson(diffs, shown));
  else {
    const changed = diffs.filter(({ entries }) => entries.length > 0);
    const paint = terminal.colour ? ansiPaint : plainPaint;
    const options = {
      width: terminal.width,
      paint,
      details: !args.flag('brief'),
      fileName: (file: string) => relativeFile(sides.root, file),
      placesOf: await placesIn(sides, args.flag('brief') ? [] : changed),
    };
    const texts = (changed.length > 0 ? changed : diffs.slice(0, 1)).map((one) => renderDiff(one, options));
    terminal.out(`${sides.title}\n\n${texts.join('\n')}`);
    if (shown.length + findings.length > 0) terminal.err('\n');
    printFindings([...shown, ...findings], terminal, sides.root);
  }
  const failing = diffs.some((one) => totals(one).failingSyncs > 0);
  return failing || hasErrors([...shown, ...findings]) ? 1 : 0;
}

/** Names the places that eco review names: what sets the changed lines of an object that is on both sides. */
async function placesIn(
  { sources }: TwoSides,
  changed: readonly Diff[],
): Promise<(change: ObjectChange) => readonly Place[]> {
  const names = changed.map(({ name }) => name);
  const behind =
    sources && names.length > 0 ? await placesBehind(sources.project, sources.changed(), names) : undefined;
  return (change) =>
    change.before && change.after ? objectPlaces(change, objectLines(change), behind).map(([, place]) => place) : [];
}
