import { hasErrors } from '../../diagnostic/diagnostic.js';
import { ansiPaint, plainPaint } from '../../diagnostic/paint.js';
import { pageHtml } from '../../review/html/page.js';
import { outlineOf } from '../../review/outline/outline.js';
import { outlineReview } from '../../review/outline/outline-review.js';
import { outlineText } from '../../review/outline/outline-text.js';
import type { Synthesized } from '../../synth/synthesize.js';
import type { Arguments, Command, ExitCode, Terminal } from '../command.js';
import { Failure } from '../failure.js';
import { chosenEnvironments, loadFleet } from '../load/load-fleet.js';
import { pageAssets } from '../page/review-page.js';
import { sourceLines } from '../page/source-lines.js';
import { writeOutput } from '../page/write-output.js';
import { printFindings } from '../print.js';
import { findProject, relativeFile, relativeFinding } from '../project.js';
import { byFolder, unknownService } from '../synth/by-folder.js';
import { synthesizeEnvironment } from '../synth/synthesis.js';

export const show: Command = {
  positionals: 'SERVICE',
  maxPositionals: 1,
  description: `
    Prints all that the definition of one service becomes: its objects in the order in which they are applied, what each
    says, what it needs, and who may talk to whom. With --html the same as a page with the YAML and the lines of
    TypeScript behind it.`,
  options: {
    env: { type: 'string', value: 'ENV', help: 'environment; the first of the fleet when absent' },
    html: { type: 'string', value: 'FILE', help: 'write the page there' },
  },
  examples: [
    ['eco show cart', 'the outline'],
    ['eco show cart --env prod --html cart.html', 'and the page'],
  ],
  run,
};

async function run(args: Arguments, terminal: Terminal): Promise<ExitCode> {
  const [name] = args.positionals;
  if (name === undefined)
    throw new Failure({
      rule: 'arguments',
      severity: 'error',
      message: 'no service is named',
      why: 'There is nothing to show.',
      fix: 'eco show SERVICE',
    });
  const project = findProject(terminal.cwd);
  const loaded = await loadFleet(project);
  const refuse = (findings: Synthesized['findings']): ExitCode => {
    const shown = findings.map((finding) => relativeFinding(project.root, finding));
    printFindings(shown, terminal, project.root);
    return 1;
  };
  if ('findings' in loaded) return refuse(loaded.findings);
  const [environment = ''] = chosenEnvironments(loaded.fleet, args.values('env'));
  const made = synthesizeEnvironment(project, loaded.fleet, environment);
  if (hasErrors(made.findings)) return refuse(made.findings);
  const folders = byFolder(made);
  const members = folders.get(name);
  if (!members) throw unknownService(name, [...folders.keys()]);
  const outline = outlineOf(name, members, made.set);
  const options = { fileName: (file: string) => relativeFile(project.root, file), codeAt: sourceLines(project.root) };
  const place = members[0]?.origin.from?.([]);
  const origin = place ? `${options.fileName(place.file)}:${place.line}` : '';
  terminal.out(outlineText(outline, origin, terminal.width, terminal.colour ? ansiPaint : plainPaint));
  const page = args.value('html');
  if (page !== undefined)
    writeOutput(page, pageHtml(outlineReview(outline, made.set, options), pageAssets()), terminal);
  return 0;
}
