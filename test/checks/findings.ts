import { checkTree } from '../../src/checks/check.js';
import type { Rule } from '../../src/checks/rule.js';
import type { Facts, NodeFacts } from '../../src/cluster/facts.js';
import { partFiles } from '../../src/manifest/files/sets.js';

/** What one rule says of YAML, a line each: `error spec.selector: message`. */
export function findings(rule: Rule, text: string, facts: Facts = {}): string[] {
  return inFiles(rule, { 'test.yaml': text }, facts);
}

/** The same for several files, by path. */
export function inFiles(rule: Rule, files: Readonly<Record<string, string>>, facts: Facts = {}): string[] {
  const found = Object.entries(files).map(([path, text]) => ({ file: path, path, text }));
  const run = checkTree(partFiles(found), facts, { rules: [rule], settings: { [rule.id]: 'on' } });
  return run.findings.map(({ severity, field, message }) => `${severity} ${field ? `${field}: ` : ''}${message}`);
}

const Mi = 1024 * 1024;

/** A node with 2 CPU and so many Mi for pods. */
export function node(
  name: string,
  labels: Record<string, string>,
  memory: number,
  taints: NodeFacts['taints'] = [],
): NodeFacts {
  return {
    name,
    labels,
    taints,
    allocatable: { cpu: 2000, memory: memory * Mi, pods: 110 },
    system: { cpu: 0, memory: 0, pods: 0 },
  };
}

/** A Deployment in namespace `api`; `pod` is more of its pod spec, `spec` more of its spec, in flow style. */
export function deployment(name: string, pod = '', spec = ''): string {
  return `---
apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}, namespace: api}
spec:
  selector: {matchLabels: {app: ${name}}}
  template:
    metadata: {labels: {app: ${name}}}
    spec: {containers: [{name: app, image: "x:1"}]${pod && `, ${pod}`}}
${spec}
`;
}
