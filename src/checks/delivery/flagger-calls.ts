import { type Field, fieldOf } from '../../manifest/field.js';
import { type HostName, hostsIn, serviceOf } from '../../manifest/hosts/hosts.js';
import type { Manifest } from '../../manifest/manifest.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';
import { referencesOf } from '../../manifest/references.js';
import { missingService } from '../references/missing-service.js';
import { type Report, report } from '../rule.js';
import { apexOf } from './canaries.js';

/** What a Canary calls: who is asked before a step, and whom the load is made for. */
export function* called(canary: Manifest, set: ManifestSet): Iterable<Report> {
  for (const hook of fieldOf(canary).items('spec.analysis.webhooks')) {
    const texts = [hook.at('url'), ...hook.entries('metadata').map(([, text]) => text)];
    for (const text of texts)
      for (const host of hostsIn(text.text ?? '')) yield* own(text, host, canary) ?? other(text, host, set);
  }
}

/** One of the Services that Flagger makes; undefined of all others. */
function own(at: Field, { host, port }: HostName, canary: Manifest): Report[] | undefined {
  const apex = apexOf(canary);
  const [name = '', namespace] = host.split('.');
  if (apex === undefined || namespace === undefined || ![`${apex}-canary`, `${apex}-primary`].includes(name))
    return undefined;
  const { ref } = canary;
  const listens = fieldOf(canary, 'spec.service.port').number ?? 80;
  const wrong =
    namespace === ref.namespace
      ? port !== undefined && port !== listens && `on port ${port}, and Flagger makes it with port ${listens}`
      : `in namespace "${namespace}", and Flagger makes it in "${ref.namespace}"`;
  if (!wrong) return [];
  const right = [host.replace(`.${namespace}`, `.${ref.namespace}`), listens].join(':');
  return [report(at, `the Canary calls "${name}" ${wrong}`, { why: FAILS, fix: `http://${right}` })];
}

/** Another Service, named with its namespace. What ends in .svc is looked at wherever it stands. */
function* other(at: Field, { form, host }: HostName, set: ManifestSet): Iterable<Report> {
  const found = form === 'url' && host.includes('.') ? serviceOf(host, undefined, set.namespaces()) : undefined;
  const missing = found && missingService(set, found.service, referencesOf(set).resolve(found.service));
  if (!found || !missing) return;
  const { name, namespace } = found.service;
  yield report(at, `Service "${name}" does not exist in namespace "${namespace}", and the Canary calls it`, {
    why: FAILS,
    fix: missing.fix,
    severity: missing.sure ? undefined : 'warning',
  });
}

const FAILS = 'Each call fails, and counts as a check that failed: the new version is taken back.';
