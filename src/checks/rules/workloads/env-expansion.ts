import type { Container } from '../../../manifest/pod-template.js';
import { didYouMean } from '../../../values/did-you-mean.js';
import { expandedNames } from '../../../values/expansion.js';
import { type Report, report, rule } from '../../rule.js';

const example = (host: string, mark = '') => `
apiVersion: v1
kind: Pod
metadata:
  name: shop
  namespace: api
spec:
  containers:
    - name: app
      image: ghcr.io/team/shop:1.0.0
      env:
        - name: REDIS_HOST
          value: redis.data
        - name: AUDIT_URL
          value: redis://$(${host}):6379${mark}
`;

export const envExpansion = rule({
  id: 'env-expansion',
  severity: 'error',
  what: 'A variable refers by $(NAME) to one that does not stand above it',
  why: 'Kubernetes puts in only variables of the container that stand above in its list: the program gets the text $(NAME) itself.',
  fix: 'Name a variable that stands above, or write $$(NAME) where the text is meant.',
  exceptions: [
    'Containers with envFrom: which names it brings is not known.',
    'Names in lower case, and the command and its arguments: $(date) is for a shell.',
    'Names that Kubernetes gives to the addresses of Services, unless enableServiceLinks is false.',
  ],
  source: 'Kubernetes, tasks/inject-data-application/define-interdependent-environment-variables',
  wrong: example('REDIS_HSOT', ' # <--'),
  right: example('REDIS_HOST'),
  *check({ set }) {
    for (const { spec, containers } of set.podTemplates()) {
      for (const container of containers) {
        if (!container.env.some(({ value }) => value?.includes('$('))) continue;
        if (container.field.items('envFrom').length > 0) continue;
        yield* unexpanded(container, spec.at('enableServiceLinks').flag === false ? OF_THE_API_SERVER : OF_SERVICES);
      }
    }
  },
});

// Kubernetes, concepts/services-networking/service#environment-variables. Those of its own API server are always there.
const OF_THE_API_SERVER = /^KUBERNETES_(?:SERVICE_(?:HOST|PORT)|PORT)(?:_|$)/;
const OF_SERVICES = /_(?:SERVICE_HOST|PORT)(?:_|$)/;

function* unexpanded({ env, name: container }: Container, given: RegExp): Iterable<Report> {
  const names = env.map(({ name }) => name);
  for (const [i, { field, name, value = '' }] of env.entries()) {
    for (const used of new Set(expandedNames(value))) {
      const first = names.indexOf(used);
      const refers = `"${name}" refers to "${used}"`;
      if (first === i) {
        yield report(field.at('value'), `"${name}" refers to itself`, { fix: `Write what $(${used}) stands for.` });
      } else if (first > i) {
        yield report(field.at('value'), `${refers}, which stands below it`, {
          fix: `Move ${used} above ${name}.`,
        });
      } else if (first < 0 && !given.test(used)) {
        const near = didYouMean(used, names);
        yield report(field.at('value'), `${refers}, which is no variable of container "${container}"`, {
          fix: near === undefined ? `Set ${used} above ${name}, or write $$(${used}).` : `Write $(${near}).`,
        });
      }
    }
  }
}
