import { type Draft, derive, from, type Input, text } from '../../construct/traced.js';
import type { Analysis, Ending, Measurement, Subject, Timing } from './analysis.js';

/** What the new version is asked, and what it must answer. */
export interface WebProps extends Timing {
  /** What it is called: part of names. Default `web`. */
  readonly name?: string;
  /** Path that the new version answers, as JSON. */
  readonly path: `/${string}`;
  /** Where in the answer the value stands: `{$.status}`. */
  readonly field: `{$${string}}`;
  /** What the value must be. */
  readonly equals: string | number | boolean;
}

/**
 * Asks the new version itself, through the Service that leads to it alone. Needs a strategy that has such a Service.
 * Source: Argo Rollouts, "Web Metrics".
 */
export function web(props: WebProps & Ending): Analysis<'ends'>;
export function web(props: WebProps): Analysis<'endless'>;
export function web(props: WebProps): Analysis {
  return {
    analysis: props.name ?? 'web',
    timing: props,
    measure: (subject) => {
      const successCondition = derive(
        from(props, 'equals') as Input<string>,
        (value) => `result == ${JSON.stringify(value)}`,
      );
      return { ...askTarget(props, subject), successCondition };
    },
  };
}

function askTarget(props: WebProps, { target, namespace }: Subject): Pick<Measurement, 'provider' | 'lacks'> {
  const jsonPath: Draft<string> = from(props, 'field');
  if (!target) return { provider: { web: { url: from(props, 'path'), jsonPath } }, lacks: 'target' };
  const { service, port } = target;
  const url = text`http://${service.name}.${namespace}.svc.cluster.local:${port}${from(props, 'path')}`;
  return { provider: { web: { url, jsonPath } } };
}
