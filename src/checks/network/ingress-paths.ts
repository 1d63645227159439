import type { Field } from '../../manifest/field.js';
import { isTemplated } from '../../manifest/references.js';
import { type Report, report } from '../rule.js';

/** Hosts of an Ingress without a path, and paths that are refused. */
export function* ingressPaths(ingress: Field): Iterable<Report> {
  for (const rule of ingress.items('spec.rules')) {
    const routes = rule.items('http.paths');
    if (routes.length === 0 && !ingress.at('spec.defaultBackend').exists) {
      yield report(rule, `host "${rule.at('host').text ?? '*'}" has no paths, and the Ingress no defaultBackend`, {
        why: 'The load balancer has no route for the host: every request answers 404.',
        fix: 'Add http.paths. A patch that replaces spec.rules must bring them again.',
      });
    }
    for (const route of routes) {
      const path = route.at('path');
      const type = route.at('pathType').text;
      if (path.text === undefined || isTemplated(path.text)) continue;
      const problem = pathProblem(path.text, type ?? '');
      if (problem) yield report(path, `path "${path.text}" ${problem.what}`, problem);
    }
  }
}

/** Source: Kubernetes, pkg/apis/networking/validation; AWS Load Balancer Controller, pkg/ingress/model_build_listener_rules.go. */
function pathProblem(path: string, type: string): { what: string; why: string; fix: string } | undefined {
  const why = 'The API server refuses the Ingress.';
  if (path !== '' && !path.startsWith('/')) return { what: 'does not begin with "/"', why, fix: `Write /${path}.` };
  if (type !== 'Prefix' && type !== 'Exact') return undefined;
  if (/\/\/|\/\.{1,2}(?:\/|$)/.test(path)) return { what: 'has "//", "/." or "/.."', why, fix: 'Write a plain path.' };
  if (!path.includes('*')) return undefined;
  const fix =
    type === 'Prefix' ? 'Drop the "*": a prefix matches what is below it.' : 'Write pathType: Prefix, without "*".';
  return {
    what: `has a "*", which pathType ${type} does not know`,
    why: 'The AWS controller refuses the whole Ingress; others match a "*" in the request only.',
    fix: `${fix} Patterns need pathType: ImplementationSpecific.`,
  };
}
