import { diffAll } from '../../diff/diff.js';
import { buildReview } from '../../review/build.js';
import { pageHtml } from '../../review/html/page.js';
import { markdown } from '../../review/markdown.js';
import { placesBehind } from '../changed-literals.js';
import type { Arguments, Command, ExitCode, Terminal } from '../command.js';
import { printFindings } from '../print.js';
import { relativeFile, relativeFinding } from '../project.js';
import { pageAssets } from '../review-page.js';
import { sourceLines } from '../source-lines.js';
import { SIDE_OPTIONS, twoSides } from '../two-sides.js';
import { writeOutput } from '../write-output.js';

export const review: Command = {
  positionals: '[REF] [REF]',
  maxPositionals: 2,
  description: `
    Prints what a change does to the clusters as Markdown, for the comment on a pull request: never longer than GitHub
    takes (65,536 characters), the least important folded first, and what was folded is said.

    With --html it also writes one HTML page that needs no network: what breaks, what is deleted, what restarts; the
    timeline, the map of the fleet, and each object side by side with the line of TypeScript behind it.

    REFs are those of eco diff. Exit code 0, also where a sync would fail: the review says so; eco diff is the gate.`,
  options: {
    ...SIDE_OPTIONS,
    html: { type: 'string', value: 'FILE', help: 'write the page there' },
    markdown: { type: 'string', value: 'FILE', help: 'write the Markdown there instead of printing it' },
  },
  examples: [
    ['eco review main...', 'the comment for this branch'],
    ['eco review main... --html review.html', 'and the page beside it'],
    ['eco review --from before/ --to after/ --html review.html', 'any two folders of YAML'],
  ],
  run,
};

async function run(args: Arguments, terminal: Terminal): Promise<ExitCode> {
  const sides = await twoSides(args, terminal);
  const objects = [...sides.before, ...sides.after].reduce((sum, { manifests }) => sum + manifests.length, 0);
  const shown = sides.findings.map((finding) => relativeFinding(sides.root, finding));
  if (objects === 0) {
    printFindings(shown, terminal, sides.root);
    terminal.err('eco: no Kubernetes object was found on either side, so there is nothing to review\n');
    return 2;
  }
  terminal.status?.(`comparing ${objects} objects`);
  const diffs = diffAll(sides.before, sides.after, sides.optionsOf);
  const changed = diffs.filter(({ entries }) => entries.length > 0);
  const { sources } = sides;
  const names = changed.map(({ name }) => name);
  const made = buildReview(changed.length > 0 ? changed : diffs.slice(0, 1), {
    ...(sources && { behind: await placesBehind(sources.project, sources.changed(), names) }),
    title: sides.title,
    fileName: (file) => relativeFile(sides.root, file),
    codeAt: sourceLines(sides.root),
  });
  const page = args.value('html');
  if (page !== undefined) writeOutput(page, pageHtml(made, pageAssets()), terminal);
  const file = args.value('markdown');
  if (file !== undefined) writeOutput(file, markdown(made), terminal);
  else terminal.out(markdown(made));
  printFindings(shown, terminal, sides.root);
  return 0;
}
