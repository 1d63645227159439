import { didYouMean } from '../../../values/did-you-mean.js';
import { report, rule } from '../../rule.js';

const example = (level: string) => `
apiVersion: v1
kind: Namespace
metadata:
  name: shop
  labels:
    pod-security.kubernetes.io/enforce: ${level}
`;

const PREFIX = 'pod-security.kubernetes.io/';
const MODES = ['enforce', 'audit', 'warn'];
const KEYS = MODES.flatMap((mode) => [`${PREFIX}${mode}`, `${PREFIX}${mode}-version`]);
const LEVELS = ['privileged', 'baseline', 'restricted'];

export const pssLabel = rule({
  id: 'pss-label',
  severity: 'error',
  what: 'A label of pod security on a namespace has a key or a value that means nothing',
  why: 'The API server refuses the namespace for a value, and passes over a key that it does not know: any pod is let in.',
  fix: 'enforce, audit and warn are privileged, baseline or restricted; each -version is latest or like v1.30.',
  source: 'Kubernetes, concepts/security/pod-security-admission#pod-security-admission-labels-for-namespaces',
  wrong: example('restrictd # <--'),
  right: example('restricted'),
  *check({ set }) {
    for (const namespace of set.fields('Namespace')) {
      for (const [key, field] of namespace.entries('metadata.labels')) {
        if (!key.startsWith(PREFIX)) continue;
        const value = field.text ?? '';
        if (!KEYS.includes(key)) {
          const near = didYouMean(key, KEYS);
          yield report(field, `"${key}" is no label of pod security`, {
            why: 'Nobody reads it: the pods of the namespace are let in as if it were not there.',
            fix: near && `Did you mean "${near}"?`,
          });
        } else if (key.endsWith('-version') ? !/^(?:latest|v1\.\d+)$/.test(value) : !LEVELS.includes(value)) {
          const isVersion = key.endsWith('-version');
          const near = isVersion ? /^1\.\d+$/.test(value) && `v${value}` : didYouMean(value, LEVELS);
          yield report(field, `"${value}" is no ${isVersion ? 'version' : 'level'} of pod security`, {
            why: 'The API server refuses the namespace; of one that is there already it keeps the old labels.',
            fix: near ? `Did you mean "${near}"?` : undefined,
          });
        }
      }
    }
  },
});
