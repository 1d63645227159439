import type { Field } from '../../manifest/field.js';
import type { Source } from '../../manifest/files/sources.js';
import { didYouMean, isOneSlip } from '../../values/did-you-mean.js';
import { texts } from './expressions.js';
import { eventsOf } from './jobs.js';

// Source: GitHub, "Contexts reference": github, runner, strategy.
const FIELDS: Readonly<Record<string, readonly string[]>> = {
  github: (
    'action action_path action_ref action_repository action_status actor actor_id api_url artifact_cache_size_limit ' +
    'base_ref env event event_name event_path graphql_url head_ref job output path ref ref_name ref_protected ref_type ' +
    'repository repository_id repository_owner repository_owner_id repository_visibility repositoryUrl retention_days ' +
    'run_attempt run_id run_number secret_source server_url sha state step_summary token triggering_actor workflow ' +
    'workflow_ref workflow_sha workspace'
  ).split(' '),
  runner: 'arch debug environment name os temp tool_cache workspace'.split(' '),
  strategy: ['fail-fast', 'job-index', 'job-total', 'max-parallel'],
};

/** What is looked for under another name than it has. */
const MEANT: Readonly<Record<string, string>> = {
  ...{ 'github.branch': 'ref_name', 'github.tag': 'ref_name', 'github.commit': 'sha', 'github.commit_sha': 'sha' },
  ...{ 'github.owner': 'repository_owner', 'github.repo': 'repository', 'github.user': 'actor' },
  ...{ 'github.pull_request': 'event.pull_request', 'github.head_commit': 'event.head_commit' },
};

/** Says of a name that an expression reads why it leads nowhere: a field of `github`, an input or a variable. */
export function nameProblems(workflow: Field<Source>): (name: string) => string | undefined {
  const events = eventsOf(workflow);
  const inputs = (event: string) => Object.keys(workflow.at(['on', event, 'inputs']).object);
  const isCalled = events.includes('workflow_call');
  const dispatched = inputs('workflow_dispatch');
  const all = [...dispatched, ...inputs('workflow_call')];
  const variables = variablesOf(workflow);
  return (name) => {
    const [, asked] = /^inputs\.([\w-]+)/.exec(name) ?? [];
    if (asked !== undefined) return inputProblem(asked, all);
    // The event of a called workflow is its caller's.
    const [, sent] = isCalled ? [] : (/^github\.event\.inputs\.([\w-]+)/.exec(name) ?? []);
    if (sent !== undefined) return inputProblem(sent, dispatched);
    const [context = '', part = ''] = name.split('.');
    if (context === 'env') return variables(part);
    const known = Object.hasOwn(FIELDS, context) ? FIELDS[context] : undefined;
    if (!known || part === '*' || has(known, part)) return undefined;
    const near = (Object.hasOwn(MEANT, name) && MEANT[name]) || didYouMean(part, known);
    return near && `"${context}" has no "${part}", it has "${near}"`;
  };
}

function inputProblem(name: string, declared: readonly string[]): string | undefined {
  if (has(declared, name)) return undefined;
  const near = didYouMean(name, declared);
  return `no input of the workflow is called "${name}"${near ? `, one is "${near}"` : ''}`;
}

/** GitHub reads names in expressions without regard to upper and lower case. */
function has(names: readonly string[], name: string): boolean {
  return names.some((one) => one.toLowerCase() === name.toLowerCase());
}

/** Actions and scripts set variables, too: only what is a slip of a declared one, and stands in no script, is known. */
function variablesOf(workflow: Field<Source>): (name: string) => string | undefined {
  const jobs = workflow.entries('jobs').map(([, job]) => job);
  const places = [workflow, ...jobs, ...jobs.flatMap((job) => job.items('steps'))];
  const declared = new Set(places.flatMap((place) => Object.keys(place.at('env').object)));
  return (name) => {
    if (has([...declared], name)) return undefined;
    const near = [...declared].find((one) => isOneSlip(one, name));
    const isSet = (text: string) => text.replaceAll(/\$\{\{[\s\S]*?\}\}/g, '').includes(name);
    if (near === undefined || texts(workflow).some(({ text = '', path }) => path.at(-1) !== 'if' && isSet(text)))
      return undefined;
    return `no env is called "${name}", one is "${near}"`;
  };
}
