import type { Field } from '../../../manifest/field.js';
import type { Source } from '../../../manifest/files/sources.js';
import { type Report, report, rule } from '../../rule.js';
import { type Expression, expressionsIn } from '../../workflows/expressions.js';
import { actionOf, eventsOf, jobsOf, workflows } from '../../workflows/jobs.js';

const EVENT = String.raw`github\.event\.`;
/** What anyone may write who opens an issue, a pull request or a commit. Source: GitHub, "Script injections". */
const UNTRUSTED = new RegExp(
  [
    String.raw`^github\.head_ref$`,
    String.raw`^${EVENT}(?:issue|pull_request|discussion)\.(?:title|body)$`,
    String.raw`^${EVENT}(?:comment|review|review_comment)\.body$`,
    String.raw`^${EVENT}pull_request\.head\.(?:ref|label|repo\.default_branch)$`,
    String.raw`^${EVENT}workflow_run\.(?:head_branch|display_title|head_commit\.message)$`,
    String.raw`^${EVENT}(?:head_commit|commits\.\*|workflow_run\.head_commit)\.(?:message|author\.(?:name|email))$`,
    String.raw`^${EVENT}pages\.\*\.page_name$`,
  ].join('|'),
);
// A yes or no: whatever was compared does not get into the script.
const ANSWERS = /\b(?:contains|startsWith|endsWith)\([^()]*\)|[\w.*-]+\s*[!=]=\s*(?:'[^']*'|[\w.*-]+)/g;
const FOREIGN = /github\.event\.pull_request\.head\.(?:sha|ref)|github\.head_ref|refs\/pull\//;

const example = (step: string) => `
on: { pull_request: {} }
permissions: {}
jobs:
  greet:
    runs-on: ubuntu-24.04
    steps:
      - ${step}
`;

export const scriptInjection = rule({
  id: 'script-injection',
  severity: 'error',
  what: 'Text that strangers write becomes part of a script',
  why: 'GitHub puts the text into the script before the shell reads it: a title with $(…) in it runs as a command, with the token and the secrets of the job.',
  fix: 'Give it to the step by env: TITLE: ${{ github.event.pull_request.title }}, and write "$TITLE" in the script.',
  exceptions: ['Commit ids and numbers, and comparisons: they hold nothing that a shell would run.'],
  source:
    'docs.github.com/actions/concepts/security/script-injections; securitylab.github.com, "Preventing pwn requests"',
  exampleFile: '.github/workflows/greet.yaml',
  wrong: example('run: echo "${{ github.event.pull_request.title }}" # <--'),
  right: example('run: echo "$TITLE"\n        env: { TITLE: "${{ github.event.pull_request.title }}" }'),
  *checkSources({ sources }) {
    for (const workflow of workflows(sources)) {
      const privileged = eventsOf(workflow).includes('pull_request_target');
      for (const { field, steps } of jobsOf(workflow)) {
        for (const step of steps) {
          yield* injected(step, [step, field, workflow]);
          if (privileged) yield* foreignCode(step);
        }
      }
    }
  },
});

/** @param places where variables are declared: the nearest first */
function* injected(step: Field<Source>, places: readonly Field<Source>[]): Iterable<Report> {
  const scripts = [step.at('run'), ...(actionOf(step) === 'actions/github-script' ? [step.at('with.script')] : [])];
  const said = new Set<string>();
  for (const expression of scripts.flatMap(expressionsIn)) {
    for (const name of foreignTexts(expression)) {
      if (said.has(name)) continue;
      said.add(name);
      yield report(expression.field, `"${name}" stands in the script itself`);
    }
    for (const read of expression.reads.filter((one) => one.startsWith('env.'))) {
      const variable = read.slice('env.'.length);
      const declared = places.map((place) => place.at(['env', variable])).find(({ exists }) => exists);
      const [name] = declared ? expressionsIn(declared).flatMap(foreignTexts) : [];
      if (name === undefined || said.has(read)) continue;
      said.add(read);
      yield report(expression.field, `"${read}", which is "${name}", stands in the script itself`, {
        fix: `Write "$${variable}": the shell reads the variable, and nothing of it is run.`,
      });
    }
  }
}

/** What an expression reads that strangers write, where it gets into the text. */
function foreignTexts({ text, reads }: Expression): readonly string[] {
  const answers = text.replaceAll(ANSWERS, '');
  const [, whole] =
    /\btoJSON\(\s*(github\.event(?:\.(?:comment|commits|head_commit|issue|pull_request|review))?)\s*\)/i.exec(text) ??
    [];
  if (whole !== undefined) return [whole];
  return reads.filter((name) => UNTRUSTED.test(name) && answers.includes(name.replace(/^.*\./, '')));
}

/** The code of a pull request, run with the rights of the branch that it is meant for. */
function* foreignCode(step: Field<Source>): Iterable<Report> {
  if (actionOf(step) !== 'actions/checkout') return;
  const ref = step.at('with.ref');
  if (!FOREIGN.test(ref.text ?? '')) return;
  yield report(ref, 'a workflow of pull_request_target checks out the code of the pull request', {
    why: 'The event runs with a token that may write and with the secrets: a build, a test or an install script of a stranger gets both.',
    fix: 'Use the event pull_request for what runs the code; keep pull_request_target for labels and comments.',
  });
}
