import { fieldOf } from '../../manifest/field.js';
import { groupBy } from '../../manifest/group-by.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';
import { type PodEnd, podEnd } from '../../network/ends.js';
import { allPolicies, policiesNear } from '../../network/policies.js';
import type { Policy, PolicyRule } from '../../network/policy.js';
import { type Connection, portsAnswer, selectedBy } from '../../network/rule-answer.js';
import { listed, quoted } from '../../values/listed.js';
import { type Report, report } from '../rule.js';
import { variablesOf } from '../workloads/variables.js';
import { podsOf } from './closed-calls.js';

const HTTPS = 443;

/** Variables that are of use only to who calls a service outside the cluster. */
const OUTSIDE =
  /(?:^|_)(?:(?:OPENAI|ANTHROPIC|GEMINI|GOOGLE|MISTRAL|COHERE|KAKAO_REST|NAVER|TAVILY|LANGCHAIN|LANGSMITH|SENDGRID)_API_KEY|(?:GOOGLE|KAKAO|NAVER|GITHUB|FACEBOOK|APPLE)_CLIENT_SECRET)$|^AWS_SECRET_ACCESS_KEY$/;

/** Variables that may lead such calls elsewhere: to a proxy, or to a stand-in within the cluster. */
const DETOUR = /(?:^|_)(?:HTTPS_PROXY|API_BASE|BASE_URL|ENDPOINT_URL(?:_\w+)?|S3_ENDPOINT|MINIO_\w+)$/i;

interface Caller {
  readonly pod: PodEnd;
  readonly variable: string;
  readonly policy: Policy;
}

/** Pods that hold the key of a service outside, and that no policy lets out of the cluster: one report a namespace. */
export function* outsideCalls(set: ManifestSet): Iterable<Report> {
  const byPod = groupBy(variablesOf(set), ({ pod }) => pod);
  const closed = [...byPod].flatMap(([template, variables]): Caller[] => {
    const pod = podEnd(template);
    const variable = variables.find(({ name }) => OUTSIDE.test(name))?.name;
    if (!pod || variable === undefined || variables.some(({ name }) => DETOUR.test(name))) return [];
    const policies = policiesNear(set, pod.namespace, pod.labels).filter(
      (policy) => policy.egress !== undefined && selectedBy(policy, pod) === 'yes',
    );
    const [policy] = policies;
    return !policy || policies.some((one) => one.egress?.some(leadsOut)) ? [] : [{ pod, variable, policy }];
  });
  for (const [namespace, callers] of groupBy(closed, ({ pod }) => pod.namespace)) {
    const [first] = callers;
    if (!first) continue;
    const names = [...new Set(callers.map(({ pod }) => pod.name))];
    const lacked = usualName(set, namespace);
    const missing = lacked === undefined ? '' : `: the policy "${lacked}" is missing here, which other namespaces have`;
    const { ref } = first.policy.manifest;
    const out = report(
      fieldOf(first.policy.manifest, 'spec.egress'),
      `${listed(quoted(names))} ${names.length > 1 ? 'are' : 'is'} not let out of the cluster on TCP ${HTTPS}, which ${first.variable} is for${missing}`,
      {
        why: 'Every call of the service outside runs into its time-out.',
        fix: 'Add an egress rule for port 443 without "to", or to the addresses outside.',
        also: podsOf(callers.map(({ pod }) => pod)),
      },
    );
    yield lacked === undefined ? out : { ...out, about: { ...ref, name: lacked } };
  }
}

/** Whether a rule lets out to addresses that are no pods' alone. */
function leadsOut(rule: PolicyRule): boolean {
  return (rule.peers === undefined || rule.peers.some((peer) => 'range' in peer)) && opens(rule);
}

function opens(rule: PolicyRule): boolean {
  const nobody: PodEnd = { kind: 'pods', name: '', namespace: '', labels: new Map() };
  const connection: Connection = { from: nobody, to: nobody, port: HTTPS, protocol: 'TCP' };
  return portsAnswer(rule, connection) !== 'no';
}

/** What policies of two or more other namespaces that let out are called, where none here is. */
function usualName(set: ManifestSet, namespace: string): string | undefined {
  const letOut = allPolicies(set).filter(({ egress }) => egress?.some(leadsOut));
  const [most] = [...groupBy(letOut, ({ manifest }) => manifest.ref.name)].toSorted(
    ([, a], [, b]) => b.length - a.length,
  );
  if (!most || most[1].length < 2 || set.find('NetworkPolicy', namespace, most[0])) return undefined;
  return most[0];
}
