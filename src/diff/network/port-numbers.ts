import type { Manifest } from '../../manifest/manifest.js';
import { podTemplateOf } from '../../manifest/pod-template.js';
import type { Grant } from './policies.js';

/**
 * The port of a grant as pods of a workload have it: `8000` for `http`. As it is written where they have no such name.
 * Source: Kubernetes, networking/v1 NetworkPolicyPort: a name is one of the pod's.
 */
export function portOfPods(port: string, workload: Manifest | undefined): string {
  const [written, protocol = 'TCP'] = port.split('/');
  const found = workload && portsOfPods(workload).find((one) => one.name === written && one.protocol === protocol);
  return found ? described(found) : port;
}

/** Whether a grant opens a port of pods of a workload. */
export function opens({ port }: Pick<Grant, 'port'>, wanted: PodPort, workload: Manifest): boolean {
  const [written = '', protocol = 'TCP'] = portOfPods(port, workload).split('/');
  if (written === '') return true;
  if (protocol !== wanted.protocol) return false;
  const [first = '', last = first] = written.split('–');
  return written === 'all' || (Number(first) <= wanted.number && wanted.number <= Number(last));
}

/** A port that the containers of a template list. */
export interface PodPort {
  readonly name: string | undefined;
  readonly number: number;
  readonly protocol: string;
}

/** The ports that a workload's pods list. */
export function portsOfPods(workload: Manifest): readonly PodPort[] {
  return (podTemplateOf(workload)?.containers ?? []).flatMap(({ ports }) =>
    ports.flatMap(({ name, port, protocol }) => (port === undefined ? [] : [{ name, number: port, protocol }])),
  );
}

/** `8000`, `53/UDP`: as grants have it. */
function described({ number, protocol }: PodPort): string {
  return protocol === 'TCP' ? `${number}` : `${number}/${protocol}`;
}
