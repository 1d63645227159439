import { type Field, fieldOf } from '../../../manifest/field.js';
import { apiGroup, type Manifest } from '../../../manifest/manifest.js';
import type { EnvVar } from '../../../manifest/pod-template.js';
import { isTemplated } from '../../../manifest/references.js';
import {
  dataKeyProblem,
  dnsLabelProblem,
  dnsSubdomainProblem,
  pathSegmentProblem,
  portNameProblem,
  serviceNameProblem,
  variableNameProblem,
} from '../../../values/dns-name.js';
import { type Report, report, rule } from '../../rule.js';

type Check = (name: string) => string | undefined;

/** Kinds whose names are not the usual subdomain. Source: each kind's ValidateXxxName in kubernetes/pkg/apis. */
const NAMES: Readonly<Record<string, Check>> = {
  Namespace: dnsLabelProblem,
  Service: serviceNameProblem,
  ClusterRole: pathSegmentProblem,
  ClusterRoleBinding: pathSegmentProblem,
  Role: pathSegmentProblem,
  RoleBinding: pathSegmentProblem,
  // The controllers add a suffix that must fit into a label of the pods.
  CronJob: atMost(52),
  Job: atMost(63),
  ScaledObject: atMost(54),
};

export const nameSyntax = rule({
  id: 'name-syntax',
  severity: 'error',
  what: 'A name is one that Kubernetes does not accept',
  why: 'The API server refuses the object.',
  fix: 'Use a-z, 0-9 and "-", and start and end with a letter or digit.',
  exceptions: [
    'A name that the API server completes (generateName).',
    'A name with a template in it.',
    'A variable that only an older API server refuses, where its version is not known, or is 1.32 or later.',
  ],
  source: 'Kubernetes, concepts/overview/working-with-objects/names; k8s.io/apimachinery, pkg/util/validation',
  wrong: `
apiVersion: v1
kind: Service
metadata:
  name: 2nd-shop # <--
spec:
  ports:
    - port: 80
`,
  right: `
apiVersion: v1
kind: Service
metadata:
  name: shop-2nd
spec:
  ports:
    - port: 80
`,
  check({ set, facts: { kubernetes } }) {
    const found: Report[] = [];
    for (const manifest of set.manifests) {
      const { kind, name } = manifest.ref;
      const check = isRbacOrCore(manifest) && Object.hasOwn(NAMES, kind) ? NAMES[kind] : undefined;
      if ((check ?? dnsSubdomainProblem)(name))
        named(fieldOf(manifest, 'metadata.name'), check ?? dnsSubdomainProblem, found);
      if (kind === 'ConfigMap' || kind === 'Secret') {
        for (const part of ['data', 'stringData', 'binaryData']) {
          for (const [key, field] of fieldOf(manifest, part).entries()) {
            const problem = dataKeyProblem(key);
            if (problem)
              found.push(report(field, `key "${key}" ${problem}`, { fix: 'Use letters, digits, "-", "_" and ".".' }));
          }
        }
      }
    }
    for (const { spec, containers } of set.podTemplates()) {
      for (const volume of spec.items('volumes')) named(volume.at('name'), dnsLabelProblem, found);
      for (const { field, env, ports } of containers) {
        named(field.at('name'), dnsLabelProblem, found);
        for (const variable of env) variableName(variable, kubernetes, found);
        for (const port of ports) named(port.field.at('name'), portNameProblem, found);
      }
    }
    for (const service of set.fields('Service'))
      for (const port of service.items('spec.ports')) named(port.at('name'), dnsLabelProblem, found);
    return found;
  },
});

function named(field: Field, check: Check, found: Report[]): void {
  const { text, manifest } = field;
  if (text === undefined || isTemplated(text) || manifest.object.metadata.generateName !== undefined) return;
  const problem = check(text);
  if (problem) found.push(report(field, `"${text}" ${problem}`));
}

function variableName({ field, name }: EnvVar, kubernetes: string | undefined, found: Report[]): void {
  const problem = variableNameProblem(name, kubernetes);
  const at = problem && field.at('name');
  if (!at || at.text === undefined || isTemplated(name)) return;
  found.push(report(at, `variable "${name}" ${problem}`, { fix: 'Use A-Z, 0-9 and "_".' }));
}

function atMost(length: number): Check {
  return (name) =>
    dnsSubdomainProblem(name) ??
    (name.length > length ? `has ${name.length} characters, at most ${length} are allowed` : undefined);
}

// A kind of the same name in another group has rules of its own.
function isRbacOrCore({ ref }: Manifest): boolean {
  return OWN.has(apiGroup(ref.apiVersion));
}

const OWN: ReadonlySet<string> = new Set(['', 'batch', 'rbac.authorization.k8s.io', 'keda.sh']);
