import type { Construct } from 'constructs';
import type { Cluster } from '../cluster/cluster.js';
import { clashes, type Variable } from '../construct/pod/environment-variables.js';
import { reject } from '../construct/reject.js';
import { variableNameProblem } from '../values/dns-name.js';
import { quoted } from '../values/listed.js';

/** Rejects a variable that the cluster's API server does not take, or that is set twice: the later would silently win. */
export function checkVariables(
  scope: Construct,
  props: { readonly env?: object },
  variables: readonly Variable[],
  { kubernetes }: Pick<Cluster, 'kubernetes'>,
): void {
  const property = { object: props, key: 'env' };
  for (const { name } of variables) {
    const problem = variableNameProblem(name, kubernetes);
    if (problem === undefined) continue;
    reject(scope, {
      rule: 'name-syntax',
      message: `variable ${JSON.stringify(name)} ${problem}`,
      why: 'The API server refuses the workload, and the sync fails.',
      fix: `Call it "${name
        .toUpperCase()
        .replace(/[^A-Z0-9]+/g, '_')
        .replace(/^(?=\d)/, '_')}".`,
      property: props.env && Object.hasOwn(props.env, name) ? { object: props.env, key: name } : property,
    });
  }
  for (const { name, by } of clashes(variables)) {
    reject(scope, {
      rule: 'env-duplicate',
      message: `variable "${name}" is set by ${quoted(by).join(' and ')}`,
      why: 'The container gets the last of them, whichever that is.',
      fix: 'Rename one, or drop it.',
      property,
    });
  }
}
