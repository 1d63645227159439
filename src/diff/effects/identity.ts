import { get, records, strings, text } from '../../manifest/access.js';
import { describeRef, type JsonObject, type Manifest } from '../../manifest/manifest.js';
import { isWithin, type ObjectChange } from '../change.js';
import { describeField } from '../describe-field.js';
import type { Effect } from '../effect.js';
import { listed } from '../rollout/words.js';

/** Who pods are, to the API server and to the cloud; what Argo CD may deliver; what the mesh lets through. */
export function* identityEffects(change: ObjectChange): Iterable<Effect> {
  const { before, after, how } = change;
  if (after?.ref.kind === 'ServiceAccount' && how === 'changed') yield* account(change, after);
  if ((after ?? before)?.ref.kind === 'AppProject') yield* lines(change, 'access', project);
  if ((after ?? before)?.ref.kind === 'AuthorizationPolicy') yield* lines(change, 'network', authorization);
  if ((after ?? before)?.ref.kind === 'PeerAuthentication') yield* lines(change, 'network', peerAuthentication);
  if (after?.ref.kind === 'Namespace' && how === 'changed') yield* namespace(change, after);
}

function* account({ fields }: ObjectChange, after: Manifest): Iterable<Effect> {
  const role = fields.find(({ pattern }) =>
    /annotations\.(?:eks\.amazonaws\.com\/role-arn|iam\.gke\.io)/.test(pattern),
  );
  const name = describeRef(after.ref);
  if (role) {
    const to = role.to === undefined ? 'no role' : String(role.to);
    const text = `Pods of ${name} act in the cloud as ${to}, from their next start on`;
    yield {
      kind: 'access',
      text,
      fields: [role.label],
      source: 'AWS, EKS: IAM roles for service accounts',
      grave: true,
    };
  }
  const rest = fields.filter((field) => field !== role && !isWithin(field.pattern, 'metadata'));
  if (rest.length === 0) return;
  const text = `Pods of ${name} that start from now on have its new ${listed(rest.map(({ label }) => label))}`;
  yield {
    kind: 'pending',
    text,
    fields: rest.map(({ label }) => label),
    source: 'Kubernetes, ServiceAccount admission',
  };
}

/** What one object lets happen, a line each: compared as sets. */
function* lines(
  change: ObjectChange,
  kind: 'access' | 'network',
  read: (manifest: Manifest) => readonly string[],
): Iterable<Effect> {
  const { before, after, ref, fields } = change;
  const [old, now] = [new Set(before ? read(before) : []), new Set(after ? read(after) : [])];
  const come = [...now].filter((line) => !old.has(line));
  const gone = [...old].filter((line) => !now.has(line));
  if (come.length + gone.length === 0) return;
  const rewritten = change.how === 'changed' && come.length === 1 && gone.length === 1 && kind === 'network';
  const said = rewritten
    ? fields.map(describeField)
    : [...come.map((line) => `${line} (new)`), ...gone.map((line) => `${line} (no longer)`)];
  const far = come.some((line) => /"\*"|everything|anyone/.test(line));
  yield {
    kind,
    text: `${describeRef(ref)}: ${listed(said, 5)}`,
    fields: fields.map(({ label }) => label),
    ...(far && { grave: true }),
  };
}

/** Source: Argo CD, user-guide/projects. */
function project({ object }: Manifest): string[] {
  return [
    ...strings(object, 'spec.sourceRepos').map((repo) => `delivers from "${repo}"`),
    ...records(object, 'spec.destinations').map((one) => {
      const cluster = text(one, 'server') ?? text(one, 'name') ?? '*';
      return `delivers to namespace "${text(one, 'namespace') ?? '*'}" of "${cluster}"`;
    }),
    ...records(object, 'spec.clusterResourceWhitelist').map(
      (one) => `may make cluster-wide "${text(one, 'kind') ?? '*'}" of "${text(one, 'group') ?? ''}"`,
    ),
  ];
}

/** Source: Istio, reference/config/security/authorization-policy: an ALLOW policy denies all else. */
function authorization({ object, ref }: Manifest): string[] {
  const action = text(object, 'spec.action') ?? 'ALLOW';
  const labels = get(object, 'spec.selector.matchLabels');
  const whom =
    labels === undefined ? `all of ${ref.namespace ?? 'the mesh'}` : JSON.stringify(labels).replace(/[{}"]/g, '');
  const rules = records(object, 'spec.rules');
  const verb = action === 'DENY' ? 'may not call' : action === 'ALLOW' ? 'may call' : `needs leave (${action}) to call`;
  if (rules.length === 0) return [action === 'ALLOW' ? `nobody may call ${whom}` : `anyone ${verb} ${whom}`];
  return rules.map((rule) => {
    const from = records(rule, 'from').map((one) => words(get(one, 'source')));
    const to = records(rule, 'to').map((one) => words(get(one, 'operation')));
    const when = records(rule, 'when').map((one) => `${text(one, 'key')} in ${strings(one, 'values').join(', ')}`);
    const only = [to.length > 0 ? `at ${to.join(' or ')}` : '', when.length > 0 ? `when ${when.join(' and ')}` : ''];
    return [`${from.join(' or ') || 'anyone'} ${verb} ${whom}`, ...only].filter(Boolean).join(' ');
  });
}

function words(value: JsonObject[string]): string {
  return typeof value === 'object' && value !== null
    ? Object.entries(value)
        .map(([key, item]) => `${key} ${Array.isArray(item) ? listed(item.map(String), 5) : String(item)}`)
        .join(', ')
    : '';
}

/** Source: Istio, reference/config/security/peer_authentication. */
function peerAuthentication({ object, ref }: Manifest): string[] {
  const mode = text(object, 'spec.mtls.mode') ?? 'UNSET';
  const labels = get(object, 'spec.selector.matchLabels');
  const whom = labels === undefined ? `all of ${ref.namespace ?? ''}` : JSON.stringify(labels).replace(/[{}"]/g, '');
  const strict = mode === 'STRICT' ? ': whoever has no sidecar cannot call it' : '';
  return [`mutual TLS is ${mode} for ${whom}${strict}`];
}

/** Source: Kubernetes, concepts/security/pod-security-admission; Istio, setup/additional-setup/sidecar-injection. */
function* namespace({ fields }: ObjectChange, after: Manifest): Iterable<Effect> {
  for (const { pattern, label, from, to } of fields) {
    const key = pattern.replace(/^metadata\.(?:labels|annotations)\./, '');
    const was = from === undefined ? 'unset' : String(from);
    const now = to === undefined ? 'unset' : String(to);
    if (key.startsWith('pod-security.kubernetes.io/enforce')) {
      const text = `Pods made in ${after.ref.name} from now on are held to ${key.split('/')[1]} ${now} (before: ${was})`;
      yield {
        kind: 'pending',
        text,
        why: 'Pods that run are not looked at again; their successors may be refused.',
        fields: [label],
        grave: true,
      };
    } else if (/^(?:istio-injection|istio\.io\/(?:rev|dataplane-mode))$/.test(key)) {
      const text = `Pods in ${after.ref.name} join or leave the mesh when they restart: ${key} ${was} → ${now}`;
      yield { kind: 'pending', text, fields: [label], grave: true };
    }
  }
}
