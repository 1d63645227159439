import type { Field } from '../../manifest/field.js';
import type { Manifest } from '../../manifest/manifest.js';
import { listed } from '../../values/listed.js';
import { type Report, report } from '../rule.js';

/** What a rule of a role gives that leads to more. */
export function* riskyRights({ ref }: Manifest, entry: Field): Iterable<Report> {
  const groups = entry.items('apiGroups');
  const resources = entry.items('resources');
  const verbs = entry.items('verbs');
  const all = [...groups, ...resources, ...verbs].find(({ text }) => text === '*');
  if (all) {
    yield report(all, `${ref.kind} "${ref.name}" has "*" in ${String(all.path.at(-2))}`, {
      why: 'It gives what comes with the next version too, and what nobody thought of.',
    });
    return;
  }
  for (const verb of verbs) {
    const leads = Object.hasOwn(ESCALATE, verb.text ?? '') ? ESCALATE[verb.text ?? ''] : undefined;
    if (leads) yield report(verb, `${ref.kind} "${ref.name}" has the verb "${verb.text ?? ''}", which ${leads}`);
  }
  const used = verbs.flatMap(({ text }) => text ?? []);
  for (const resource of resources) {
    const way = WAYS.find((one) => one.resource === resource.text && used.some((verb) => one.verbs.test(verb)));
    if (way && !(way.resource === 'nodes/proxy' && AGENTS.test(ref.name)))
      yield report(resource, `${ref.kind} "${ref.name}" has ${way.resource}, which ${way.leads}`);
    const reads = used.filter((verb) => /^(?:get|list|watch)$/.test(verb));
    if (
      ref.kind === 'ClusterRole' &&
      resource.text === 'secrets' &&
      reads.length > 0 &&
      !entry.at('resourceNames').exists
    )
      yield report(resource, `ClusterRole "${ref.name}" may ${listed(reads)} the Secrets of every namespace`);
  }
}

const CHANGES = /^(?:create|update|patch)$/;

/** Resources of which one verb leads to more. */
const WAYS: readonly { readonly resource: string; readonly verbs: RegExp; readonly leads: string }[] = [
  { resource: 'pods/exec', verbs: /^(?:create|get)$/, leads: 'runs commands in every pod' },
  { resource: 'pods/attach', verbs: /^(?:create|get)$/, leads: 'speaks to the process of every pod' },
  { resource: 'nodes/proxy', verbs: /./, leads: 'runs commands in every pod, past the audit log' },
  { resource: 'serviceaccounts/token', verbs: /^create$/, leads: 'gets the rights of every account' },
  { resource: 'mutatingwebhookconfigurations', verbs: CHANGES, leads: 'reads and changes whatever is written' },
  { resource: 'validatingwebhookconfigurations', verbs: CHANGES, leads: 'reads and refuses whatever is written' },
];

const ESCALATE: Readonly<Record<string, string>> = {
  escalate: 'gives itself any right',
  bind: 'gives any role to anybody',
  impersonate: 'acts as anybody',
};

/** Agents that read the kubelets: their makers ask for the right. */
const AGENTS = /fluent|promtail|alloy|vector|datadog|telegraf|beat|otel|opentelemetry|newrelic|node-exporter/;
