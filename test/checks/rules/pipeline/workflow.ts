import type { Rule } from '../../../../src/checks/rule.js';
import { inFiles } from '../../findings.js';

/** What a rule says of one workflow; other files of the tree are empty. */
export function inWorkflow(rule: Rule, text: string, others: readonly string[] = []): string[] {
  const tree = Object.fromEntries(others.map((path) => [path, '']));
  return inFiles(rule, { ...tree, '.github/workflows/x.yaml': text });
}

/** A workflow of one job with these steps; `more` are fields of the job, both in flow style. */
export function workflow(steps: string, more = '', on = '{push: {}}'): string {
  return `on: ${on}\npermissions: {}\njobs: {a: {runs-on: x, ${more && `${more}, `}steps: [${steps}]}}\n`;
}
