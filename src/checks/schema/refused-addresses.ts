import type { Field } from '../../manifest/field.js';
import type { PodTemplate } from '../../manifest/pod-template.js';
import { isTemplated } from '../../manifest/references.js';
import { parseAddress } from '../../values/cidr.js';
import { dnsLabelProblem } from '../../values/dns-name.js';
import { type Report, report } from '../rule.js';

/**
 * What the API server refuses of the names and addresses that a pod is given.
 * Source: Kubernetes, pkg/apis/core/validation/validation.go, ValidateHostAliases, validatePodDNSConfig and
 * ValidatePodSpec.
 */
export function* refusedAddresses({ spec }: PodTemplate): Iterable<Report> {
  const { hostname, subdomain, hostAliases, dnsConfig } = spec.object;
  if (hostAliases)
    for (const alias of spec.items('hostAliases')) yield* address(alias.at('ip'), 'hostAliases take an address');
  if (dnsConfig) {
    const servers = spec.items('dnsConfig.nameservers');
    for (const server of servers) yield* address(server, 'a server of names is asked by its address');
    if (servers[3])
      yield report(servers[3], `dnsConfig names ${servers.length} servers, allowed are 3`, { fix: 'Keep three.' });
  }
  for (const name of [hostname === undefined ? '' : 'hostname', subdomain === undefined ? '' : 'subdomain']) {
    const field = spec.at(name);
    const problem = name !== '' && field.text && !isTemplated(field.text) ? dnsLabelProblem(field.text) : undefined;
    if (problem) yield report(field, `${name} "${field.text}" ${problem}`, { fix: 'Use a-z, 0-9 and "-".' });
  }
}

function* address(field: Field, fix: string): Iterable<Report> {
  const { text } = field;
  if (text === undefined || isTemplated(text) || parseAddress(text)) return;
  yield report(field, `"${text}" is no address`, { fix: `Write an IPv4 or IPv6 address: ${fix}.` });
}
