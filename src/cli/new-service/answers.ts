import type { Terminal } from '../command.js';
import { Failure } from '../failure.js';
import { type Answers, nameProblem, type Problem, type Question } from './questions.js';

/**
 * What the author says, from the command line and, where somebody is there to ask, by asking for the rest: an answer
 * that cannot be taken is asked for again. Undefined when the questions were left unanswered.
 * @throws Failure for what is wrong on the command line, all of it at once
 */
export async function answersTo(
  questions: readonly Question[],
  given: Answers,
  terminal: Terminal,
): Promise<Answers | undefined> {
  refuse(questions, given);
  let answers = given;
  for (const question of questions) {
    const { topic } = question;
    if (answers[topic] !== undefined || !question.applies(answers)) continue;
    const answer = isWhole(given) ? question.preset(answers) : await asked(question, answers, terminal);
    if (answer === undefined) return undefined;
    answers = { ...answers, [topic]: answer };
  }
  return answers;
}

/** Whether the command line says enough to ask nothing. */
export function isWhole({ name, tag }: Answers): boolean {
  return name !== undefined && tag !== undefined;
}

async function asked(question: Question, answers: Answers, terminal: Terminal): Promise<string | undefined> {
  const preset = question.preset(answers);
  for (;;) {
    const typed = await terminal.ask?.(`${question.text(answers)}${preset === undefined ? '' : ` [${preset}]`}: `);
    if (typed === undefined) return undefined;
    const answer = typed.trim() || preset;
    const problem = answer === undefined ? undefined : question.problem(answer);
    if (problem) terminal.err(`  ${problem.message}\n  ${problem.fix}\n`);
    else if (answer !== undefined) return answer;
  }
}

/** Refuses what no service can be called, before anything is asked for besides. @throws Failure */
export function refuseName(name: string | undefined): void {
  const problem = name === undefined ? undefined : nameProblem(name, []);
  if (problem) throw new Failure(finding(problem));
}

function refuse(questions: readonly Question[], given: Answers): void {
  const problems = questions.flatMap(({ topic, applies, problem }): Problem[] => {
    const answer = given[topic];
    if (answer === undefined) return [];
    if (!applies(given)) return [unneeded(topic)];
    const found = problem(answer);
    return found ? [found] : [];
  });
  if (problems.length > 0) throw new Failure(...problems.map(finding));
}

function unneeded(topic: string): Problem {
  return topic === 'route'
    ? { message: 'a worker has no route', fix: 'Leave --route out: requests from outside go to services.' }
    : { message: 'no cluster of the fleet pins pods to nodes', fix: `Leave --${topic} out.` };
}

function finding({ message, fix }: Problem) {
  return { rule: 'new-service', severity: 'error', message, why: 'Nothing was written.', fix } as const;
}
