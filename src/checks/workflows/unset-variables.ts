import type { Field } from '../../manifest/field.js';
import type { Source } from '../../manifest/files/sources.js';
import { didYouMean, isOneSlip } from '../../values/did-you-mean.js';
import { type Report, report } from '../rule.js';
import { expressionsIn } from './expressions.js';
import { actionOf, jobsOf, scriptOf, type WorkflowJob } from './jobs.js';
import { isHarmless } from './known-actions.js';

/** What known actions set for the steps after them. Source: their READMEs. */
const SET_BY_ACTIONS =
  /^(?:AWS_|TERRAFORM_CLI_PATH$|JAVA_HOME|DOCKER_METADATA_|NODE_AUTH_TOKEN|NPM_CONFIG_|GOROOT|pythonLocation|Python\w*_ROOT_DIR|(?:LD_LIBRARY|PKG_CONFIG)_PATH)/;

/**
 * Variables that a step reads by `env` before anything could have set them: no `env` declares them, and nothing runs
 * before the step but actions of which it is known what they set, and scripts that set none.
 */
export function* unsetVariables(job: WorkflowJob): Iterable<Report> {
  const names = (one: Field<Source>) => Object.keys(one.at('env').object);
  const declared = [...names(job.workflow), ...names(job.field)];
  const elsewhere = jobsOf(job.workflow)
    .flatMap(({ field, steps }) => [field, ...steps].flatMap(names))
    .concat(declared);
  for (const step of job.steps) {
    const own = [...declared, ...names(step)];
    const known = own.map((one) => one.toLowerCase());
    for (const { field, reads } of expressionsIn(step)) {
      for (const read of reads) {
        const [context, name = ''] = read.split('.');
        if (context !== 'env' || name === '*' || known.includes(name.toLowerCase()) || SET_BY_ACTIONS.test(name))
          continue;
        // A slip of one that is declared elsewhere is reported as such.
        if (elsewhere.some((one) => isOneSlip(one, name))) continue;
        const near = didYouMean(name, own);
        yield report(field, `"env.${name}" is always empty: no env declares it, and nothing sets it before the step`, {
          why: 'The variables of the runner itself are not in this context: it is empty text.',
          fix: near ? `Did you mean env.${near}?` : `Declare ${name} below env, or read $${name} in the script.`,
        });
      }
    }
    if (setsVariables(step)) return;
  }
}

function setsVariables(step: Field<Source>): boolean {
  if (step.at('uses').exists) return !isHarmless(actionOf(step) ?? '');
  return /GITHUB_ENV|::set-env|(?:^|[\s;&|(])(?:\.{0,2}\/|source\s|make\s|npm\s|bash\s|sh\s|\w+\s+[\w./-]+\.(?:sh|py|[cm]?js|ts)\b)/m.test(
    scriptOf(step),
  );
}
