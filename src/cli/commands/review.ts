import { buildReview } from '../../review/build.js';
import { pageHtml } from '../../review/html/page.js';
import { markdown } from '../../review/markdown.js';
import type { Arguments, Command, ExitCode, Terminal } from '../command.js';
import { COMPARES, compareSides, placesOf } from '../compare/compare-sides.js';
import { pageAssets } from '../page/review-page.js';
import { sourceLines } from '../page/source-lines.js';
import { writeOutput } from '../page/write-output.js';
import { printFindings } from '../print.js';
import { relativeFile } from '../project.js';

export const review: Command = {
  ...COMPARES,
  description: `
    Prints what a change does to the clusters as Markdown, for the comment on a pull request: never longer than GitHub
    takes (65,536 characters), the least important folded first, and what was folded is said.

    With --html it also writes one HTML page that needs no network: what breaks, what is deleted, what restarts; the
    timeline, the map of the fleet, and each object side by side with the line of TypeScript behind it.

    REFs are those of eco diff. Exit code 0, also where a sync would fail: the review says so; eco diff is the gate.`,
  options: {
    ...COMPARES.options,
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
  const compared = await compareSides(args, terminal, 'so there is nothing to review');
  if (!compared) return 2;
  const { sides, told, findings: shown } = compared;
  const behind = await placesOf(sides, told);
  const made = buildReview(told, {
    ...(behind && { behind }),
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
