import { type Field, fieldOf } from '../../manifest/field.js';
import type { Manifest } from '../../manifest/manifest.js';
import { isTemplated } from '../../manifest/references.js';
import { parseAddress } from '../../values/cidr.js';
import { dnsSubdomainProblem } from '../../values/dns-name.js';
import { type Report, report } from '../rule.js';
import { oneOf } from './one-of.js';

/**
 * What the API server refuses of an Ingress though every field has its type; its paths are `ingress-backend`.
 * Source: Kubernetes, pkg/apis/networking/validation/validation.go, ValidateIngressSpec.
 */
export function* refusedIngress(ingress: Manifest): Iterable<Report> {
  const spec = fieldOf(ingress, 'spec');
  const [rules, fallback] = [spec.items('rules'), spec.at('defaultBackend')];
  if (rules.length === 0 && !fallback.exists)
    yield report(spec.exists ? spec : fieldOf(ingress), 'the Ingress has neither rules nor a defaultBackend', {
      fix: 'Add rules.',
    });
  yield* backend(fallback);
  for (const rule of rules) {
    yield* host(rule.at('host'));
    for (const path of rule.items('http.paths')) {
      const type = path.at('pathType').text;
      if (!path.at('path').scalar && (type === 'Prefix' || type === 'Exact'))
        yield report(path, `the entry has pathType ${type}, and no path`, { fix: 'Add path: /, for every request.' });
      yield* backend(path.at('backend'));
    }
  }
  for (const tls of spec.items('tls')) for (const name of tls.items('hosts')) yield* host(name);
}

function* host(field: Field): Iterable<Report> {
  const { text } = field;
  if (!text || isTemplated(text)) return;
  const plain = /^(?:[a-z]+:)?\/*([^/:]*)/i.exec(text)?.[1]?.toLowerCase() ?? '';
  if (parseAddress(text) && field.path.at(-1) === 'host')
    yield report(field, `host "${text}" is an address, allowed is a name`, {
      fix: 'Drop the field: the rule then holds for every host.',
    });
  else if (text === '*')
    yield report(field, 'host "*" is no name', { fix: 'Drop the field: every host is meant then.' });
  else if (dnsSubdomainProblem(text.replace(/^\*\./, '')) && !parseAddress(text))
    yield report(field, `host "${text}" ${dnsSubdomainProblem(text.replace(/^\*\./, ''))}`, {
      fix: plain && plain !== text && !dnsSubdomainProblem(plain) ? `Write ${plain}, without more.` : undefined,
    });
}

function* backend(field: Field): Iterable<Report> {
  if (!field.exists) return;
  const [service, resource] = [field.at('service'), field.at('resource')];
  if (service.exists && resource.exists) yield* oneOf(field, '"backend"', ['service', 'resource']);
  if (!service.exists) return;
  const [name, number] = [service.at('port.name'), service.at('port.number')];
  if (name.text && number.number)
    yield report(service.at('port'), `"port" has the name "${name.text}" and the number ${number.number}`, {
      fix: 'Keep one of the two.',
    });
  else if (!name.exists && !number.exists)
    yield report(service, `Service "${service.at('name').text}" is named without a port`, {
      fix: 'Add port.number or port.name: that of the Service.',
    });
}
