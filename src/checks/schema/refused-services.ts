import { type Field, fieldOf } from '../../manifest/field.js';
import type { Manifest } from '../../manifest/manifest.js';
import { type Report, report } from '../rule.js';

/**
 * What the API server refuses of a Service though every field has its type.
 * Source: Kubernetes, pkg/apis/core/validation/validation.go, ValidateService.
 */
export function* refusedService(service: Manifest): Iterable<Report> {
  const spec = fieldOf(service, 'spec');
  if (!spec.exists) return;
  const type = spec.at('type').text ?? 'ClusterIP';
  const ports = spec.items('ports');
  const isHeadless = spec.at('clusterIP').text === 'None';
  if (type === 'ExternalName') {
    if (!spec.at('externalName').exists)
      yield report(spec, 'the Service is of type ExternalName and has no externalName');
    yield* externalName(spec.at('externalName'));
    return;
  }
  if (!spec.at('ports').exists && !isHeadless) yield report(spec, 'the Service has no ports', { fix: 'Add the port.' });
  if (isHeadless && type !== 'ClusterIP')
    yield report(spec.at('clusterIP'), `"clusterIP" is None, which a Service of type ${type} may not have`, {
      fix: 'Make it of type ClusterIP, or drop the field.',
    });
  const [nameless] = ports.length > 1 ? ports.filter((port) => !port.at('name').exists) : [];
  if (nameless)
    yield report(nameless, `a port has no name, and the Service has ${ports.length}`, { fix: 'Name every port.' });
  for (const port of ports) yield* nodePort(port.at('nodePort'), type);
  for (const name of ['externalTrafficPolicy', 'loadBalancerClass']) {
    const field = spec.at(name);
    const isOpen = type === 'LoadBalancer' || (name === 'externalTrafficPolicy' && type === 'NodePort');
    const isReached = name === 'externalTrafficPolicy' && spec.items('externalIPs').length > 0;
    if (field.exists && !isOpen && !isReached)
      yield report(field, `"${name}" is set, which a Service of type ${type} may not have`, { fix: 'Drop the field.' });
  }
}

function* externalName(field: Field): Iterable<Report> {
  const { text } = field;
  if (text === undefined || text.includes('{{') || /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?\.?$/.test(text)) return;
  const host = /^[a-z]+:\/\/([^/:]+)/i.exec(text)?.[1] ?? text.split(/[:/]/)[0]?.toLowerCase();
  yield report(field, `externalName "${text}" is not the name of a host`, { fix: `Write ${host}, without more.` });
}

const [LEAST, MOST] = [30000, 32767];

function* nodePort(field: Field, type: string): Iterable<Report> {
  const { number } = field;
  // 0 asks for any.
  if (number === undefined || number === 0) return;
  if (type === 'ClusterIP')
    yield report(field, `"nodePort" is ${number}, which a Service of type ClusterIP may not have`, {
      fix: 'Drop the field, or make the Service of type NodePort.',
    });
  else if (number < LEAST || number > MOST)
    yield report(field, `"nodePort" is ${number}, allowed is ${LEAST} to ${MOST}`, {
      fix: `Choose one from ${LEAST} to ${MOST}, or drop the field: the API server then chooses.`,
    });
}
