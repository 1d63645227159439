import { stringMap } from '../../manifest/access.js';
import { fieldOf } from '../../manifest/field.js';
import type { Manifest } from '../../manifest/manifest.js';
import { isTemplated } from '../../manifest/references.js';
import { ALB, ALB_ANNOTATIONS, ALB_FAMILIES, albAnnotation } from '../../network/alb.js';
import { didYouMean } from '../../values/did-you-mean.js';
import { type Report, report } from '../rule.js';

/** Annotations of an Ingress that the load balancer controller does not know, or whose value it refuses. */
export function* albAnnotations(ingress: Manifest): Iterable<Report> {
  yield* keys(ingress);
  yield* values(ingress);
}

/** An annotation that only looks like one of the controller's. */
function* keys(ingress: Manifest): Iterable<Report> {
  for (const key of stringMap(ingress.object, 'metadata.annotations').keys()) {
    if (!key.startsWith(ALB)) continue;
    const name = key.slice(ALB.length);
    if (ALB_ANNOTATIONS.includes(name) || ALB_FAMILIES.some((one) => name.startsWith(one))) continue;
    const near =
      didYouMean(name.replace(/^.*\//, ''), ALB_ANNOTATIONS) ?? ALB_ANNOTATIONS.find((one) => name.endsWith(`/${one}`));
    yield report(
      fieldOf(ingress, ['metadata', 'annotations', key]),
      `"${name}" is no annotation of the load balancer controller`,
      {
        why: 'The controller ignores it: the default stays.',
        fix: near ? `Did you mean "${ALB}${near}"?` : undefined,
      },
    );
  }
}

// Source: AWS Load Balancer Controller, guide/ingress/annotations.
const VALUES: ReadonlyMap<string, readonly string[]> = new Map([
  ['scheme', ['internal', 'internet-facing']],
  ['target-type', ['instance', 'ip']],
  ['ip-address-type', ['ipv4', 'dualstack', 'dualstack-without-public-ipv4']],
  ['backend-protocol', ['HTTP', 'HTTPS']],
  ['backend-protocol-version', ['HTTP1', 'HTTP2', 'GRPC']],
  ['healthcheck-protocol', ['HTTP', 'HTTPS']],
]);

// Source: AWS Load Balancer Controller, guide/ingress/annotations; AWS, ARNs of ACM certificates and IAM server certificates.
const FORMS = new Map([
  [
    'success-codes',
    { form: /^\d{1,3}(?:-\d{1,3})?$/, meant: 'codes are meant', fix: 'Write 200, 200,404 or 200-299.' },
  ],
  [
    'certificate-arn',
    {
      form: /^arn:[\w-]+:(?:acm:[\w-]+:\d{12}:certificate|iam::\d{12}:server-certificate)\/./,
      meant: 'ARNs of certificates are meant',
      fix: 'Write arn:aws:acm:REGION:ACCOUNT:certificate/ID.',
    },
  ],
]);

/** A value that the controller refuses. */
function* values(ingress: Manifest): Iterable<Report> {
  for (const [name, allowed] of VALUES) {
    const field = albAnnotation(ingress, name);
    if (field.text === undefined || isTemplated(field.text) || allowed.includes(field.text)) continue;
    const near = didYouMean(field.text, allowed);
    yield report(field, `"${name}" is "${field.text}", allowed are ${allowed.join(', ')}`, {
      fix: near ? `Did you mean "${near}"?` : undefined,
    });
  }
  yield* numbers(ingress);
  for (const [name, { form, meant, fix }] of FORMS) {
    const field = albAnnotation(ingress, name);
    const words = (field.text ?? '').split(',').map((one) => one.trim());
    if (field.text === undefined || isTemplated(field.text) || words.every((one) => form.test(one))) continue;
    yield report(field, `"${name}" is "${field.text}", ${meant}`, { fix });
  }
  const path = albAnnotation(ingress, 'healthcheck-path');
  if (path.text !== undefined && !isTemplated(path.text) && !path.text.startsWith('/'))
    yield report(path, `"healthcheck-path" is "${path.text}", which does not begin with "/"`, {
      fix: `Write "/${path.text}".`,
    });
  const ports = albAnnotation(ingress, 'listen-ports');
  if (ports.text === undefined || isTemplated(ports.text) || isListOfPorts(ports.text)) return;
  yield report(ports, `"listen-ports" is no list of protocols with their ports`, {
    fix: `Write '[{"HTTP": 80}, {"HTTPS": 443}]'.`,
  });
}

// Source: AWS Load Balancer Controller, guide/ingress/annotations#health-check; Elastic Load Balancing, target-group-health-checks.
const NUMBERS = [
  'healthcheck-interval-seconds',
  'healthcheck-timeout-seconds',
  'healthy-threshold-count',
  'unhealthy-threshold-count',
] as const;

/** Numbers without a unit; and the answer must be due before the next question is. */
function* numbers(ingress: Manifest): Iterable<Report> {
  for (const name of NUMBERS) {
    const field = albAnnotation(ingress, name);
    if (field.text === undefined || isTemplated(field.text) || /^\d+$/.test(field.text)) continue;
    yield report(field, `"${name}" is "${field.text}", a whole number is meant`, {
      fix: 'Write digits alone: seconds have no unit here.',
    });
  }
  const [interval, timeout] = [NUMBERS[0], NUMBERS[1]].map((name) => albAnnotation(ingress, name));
  if (!interval?.text || !timeout?.text || !/^\d+$/.test(interval.text) || !/^\d+$/.test(timeout.text)) return;
  if (Number(timeout.text) < Number(interval.text)) return;
  yield report(timeout, `the health check waits ${timeout.text} s for an answer, and asks every ${interval.text} s`, {
    fix: 'Make the time-out shorter than the interval.',
  });
}

function isListOfPorts(text: string): boolean {
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) && list.every((one) => Object.keys(one ?? {}).every((key) => /^HTTPS?$/.test(key)));
  } catch {
    return false;
  }
}
