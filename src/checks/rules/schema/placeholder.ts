import { textsIn } from '../../../manifest/hosts/texts.js';
import type { FieldPath } from '../../../manifest/manifest.js';
import { apiGroup } from '../../../manifest/manifest.js';
import type { ManifestSet } from '../../../manifest/manifest-set.js';
import { folded, type Report, rule } from '../../rule.js';
import { unfilled } from '../../schema/unfilled.js';

export const placeholder = rule({
  id: 'placeholder',
  severity: 'error',
  what: 'A value was to be replaced and was not',
  why: 'It reaches the cluster as it stands: whatever reads it addresses an account, a certificate or a repository that is not there.',
  fix: 'Write the real value, or drop the field.',
  exceptions: [
    'Descriptions, summaries and other prose, and the definitions of custom resources.',
    'Domains for documentation (example.com), where all of the set are such.',
    'What names the field of something else: a placeholder of a template, a variable; of a file that no Application applies as it is, somebody else may fill in the variables.',
  ],
  source: 'AWS, IAM identifiers (123456789012 is the account of the documentation)',
  wrong: `
apiVersion: v1
kind: ServiceAccount
metadata:
  name: shop
  annotations:
    eks.amazonaws.com/role-arn: arn:aws:iam::123456789012:role/shop # <--
`,
  right: `
apiVersion: v1
kind: ServiceAccount
metadata:
  name: shop
  annotations:
    eks.amazonaws.com/role-arn: arn:aws:iam::210987654321:role/shop
`,
  *check({ set }) {
    const documented: Report[] = [];
    for (const manifest of set.manifests) {
      if (apiGroup(manifest.ref.apiVersion) === 'apiextensions.k8s.io') continue;
      for (const { path, text: written } of textsIn(manifest.object, isLooked)) {
        const variable = unfilled(set, manifest, path, written);
        if (variable) yield variable;
        const text = withoutComments(written);
        const found = PLACEHOLDERS.map((pattern) => pattern.exec(text)?.[0]).find((match) => match !== undefined);
        if (isProse(path, text)) continue;
        if (found !== undefined) yield { manifest, path, message: `"${found.trim().slice(0, 60)}" is a placeholder` };
        const [host] = found === undefined ? (DOCUMENTED.exec(text) ?? []) : [];
        if (host !== undefined) documented.push({ manifest, path, message: `"${host}" is a name for documentation` });
      }
    }
    // Where every domain is one of these, the whole is an example.
    if (documented.length > 0 && hasDomain(set)) yield* once(documented);
  },
});

/** Whether requests come in under a name that somebody owns. */
function hasDomain(set: ManifestSet): boolean {
  const hosts = [
    ...set.fields('Ingress').flatMap((root) => root.items('spec.rules').map((one) => one.at('host'))),
    ...set.fields('VirtualService').flatMap((root) => root.items('spec.hosts')),
    ...set
      .fields('Gateway.networking.istio.io')
      .flatMap((root) => root.items('spec.servers').flatMap((one) => one.items('hosts'))),
  ];
  return hosts.some(
    ({ text = '' }) =>
      /\.[a-z]{2,}$/.test(text) && !/\.(?:local|svc|test|example)$/.test(text) && !DOCUMENTED.test(text),
  );
}

/** One domain was never filled in: said once, however many objects name it. */
function once(all: readonly Report[]): Iterable<Report> {
  return folded(
    all,
    (one) => one,
    ([first, ...rest]) => ({
      ...first,
      message: `${first.message}${rest.length > 0 ? `, also in ${rest.length} more places` : ''}`,
      severity: 'warning',
      why: 'Nobody can own the name: it never leads here, and no certificate is given for it.',
      fix: 'Write the domain of the environment.',
    }),
  );
}

// Source: RFC 2606.
const DOCUMENTED = /(?<![\w-])(?:[\w-]{1,63}\.){0,5}example\.(?:com|net|org)\b/i;

const PLACEHOLDERS = [
  /\byour[-_ ](?:org|team|domain|bucket|account|project|registry|username|user|repo|company|region|cluster|api[-_ ]key|token|secret|password)\b/i,
  /\b(?:change|replace)[-_ ]?me\b/i,
  /\breplace[-_]with[-_]/i,
  /(?<!\?)<(?:your|my|insert|replace|change|todo|fill|account|region|bucket|domain|host)[\w -]{0,40}>/i,
  /(?<![\w$.])x{6,}(?!\w)/,
  /\barn:aws[\w-]*:[\w-]*:[\w-]*:(?:123456789012|0{12}|x+|[A-Z_]*ACCOUNT[A-Z_]*|[A-Z]{3,}_[A-Z_]+):/,
  /\b(?:123456789012|0{12})\.dkr\.ecr\./,
  /\b[A-Z][A-Z_]*_PLACEHOLDER\b|^PLACEHOLDER(?:_[A-Z_]+)?$/,
];

/** One of them is in every placeholder: almost no text has one, and one look tells. */
const HINT = /your|change|replace|<|x{6}|arn:aws|\.dkr\.ecr|PLACEHOLDER|example\.(?:com|net|org)|\$[{(][A-Z]/i;

/** Dashboards are long, and whatever they hold is text for people. */
function isLooked(text: string, key: string): boolean {
  return !key.endsWith('.json') && HINT.test(text);
}

// Text for people: it may well speak of what one has to replace.
const PROSE = new Set([
  'description',
  'summary',
  'message',
  'runbook',
  'runbook_url',
  'title',
  'text',
  'body',
  'query',
  'expr',
]);

function isProse(path: FieldPath, text: string): boolean {
  const key = String(path.at(-1));
  return PROSE.has(key.split('/').at(-1) ?? '') || key.endsWith('.json') || text.length > 4000;
}

/** Files within a value have comments of their own. */
function withoutComments(text: string): string {
  return text.includes('\n') ? text.replaceAll(/^\s*(?:#|\/\/|--).*$|\s#\s.*$/gm, '') : text;
}
