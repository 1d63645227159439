import { type Field, fieldOf } from '../../manifest/field.js';
import type { Manifest } from '../../manifest/manifest.js';
import { isTemplated } from '../../manifest/references.js';
import { parseAddress, parseCidr } from '../../values/cidr.js';
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
    if (spec.at('clusterIP').text)
      yield report(spec.at('clusterIP'), '"clusterIP" is set, which a Service of type ExternalName may not have', {
        fix: 'Drop the field.',
      });
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
  yield* addresses(spec);
  if (spec.at('sessionAffinityConfig').exists && spec.at('sessionAffinity').text !== 'ClientIP')
    yield report(spec.at('sessionAffinityConfig'), '"sessionAffinityConfig" is set, and "sessionAffinity" is None', {
      fix: 'Write sessionAffinity: ClientIP, or drop the field.',
    });
  for (const name of OF_BALANCERS) {
    if (spec.object[name] === undefined) continue;
    const field = spec.at(name);
    const isOpen = type === 'LoadBalancer' || (name === 'externalTrafficPolicy' && type === 'NodePort');
    const isReached = name === 'externalTrafficPolicy' && spec.items('externalIPs').length > 0;
    if (field.exists && !isOpen && !isReached)
      yield report(field, `"${name}" is set, which a Service of type ${type} may not have`, { fix: 'Drop the field.' });
  }
}

/** What only a Service has that is reached from without. */
const OF_BALANCERS = [
  'externalTrafficPolicy',
  'loadBalancerClass',
  'loadBalancerSourceRanges',
  'allocateLoadBalancerNodePorts',
];

function* addresses(spec: Field): Iterable<Report> {
  const own = spec.at('clusterIP');
  if (own.text && own.text !== 'None' && !isTemplated(own.text) && !parseAddress(own.text))
    yield report(own, `"clusterIP" is "${own.text}", allowed are an address and None`, {
      fix: own.text.toLowerCase() === 'none' ? 'Write None.' : 'Drop the field: the API server chooses one.',
    });
  for (const range of spec.items('loadBalancerSourceRanges'))
    if (range.text !== undefined && !isTemplated(range.text) && !parseCidr(range.text.trim()))
      yield report(range, `"${range.text}" is no range of addresses`, {
        fix: parseAddress(range.text)
          ? `Write ${range.text}/32 for the one address.`
          : 'Write a range such as 10.0.0.0/16.',
      });
  for (const outer of spec.items('externalIPs'))
    if (outer.text !== undefined && !isTemplated(outer.text) && !parseAddress(outer.text))
      yield report(outer, `"${outer.text}" is no address`, { fix: 'Write an IPv4 or IPv6 address.' });
}

function* externalName(field: Field): Iterable<Report> {
  const { text } = field;
  if (text !== undefined && parseAddress(text)?.version === 4)
    yield report(field, `externalName "${text}" is an address, and is looked up as a name`, {
      why: 'The DNS of the cluster answers with an alias of that name, which nobody knows: NXDOMAIN.',
      fix: 'Make it a Service without a selector, and write the address into an EndpointSlice.',
    });
  if (text === undefined || isTemplated(text) || /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?\.?$/.test(text)) return;
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
