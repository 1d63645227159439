import type { Field } from '../../../manifest/field.js';
import type { Container } from '../../../manifest/pod-template.js';
import { didYouMean } from '../../../values/did-you-mean.js';
import { expandedNames } from '../../../values/expansion.js';
import { type Report, report, rule } from '../../rule.js';
import { broughtBy } from '../../workloads/key-sources.js';
import { unexpanded } from '../../workloads/unexpanded.js';

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
  what: 'A variable or an argument refers by $(NAME) to a variable that does not stand above it, or nowhere; or it refers to one in a way that Kubernetes does not read',
  why: 'Kubernetes puts in only variables of the container that stand above in its list: the program gets the text $(NAME) itself.',
  fix: 'Name a variable that stands above, or write $$(NAME) where the text is meant.',
  exceptions: [
    'Containers with an envFrom of which it is not known which names it brings.',
    'Names in lower case, and arguments that a shell reads: $(date) is a command.',
    'Names in braces that are no variable of the pod, and those that Spring reads: somebody else fills them in.',
    'Names that Kubernetes gives to the addresses of Services, unless enableServiceLinks is false.',
  ],
  source: 'Kubernetes, tasks/inject-data-application/define-interdependent-environment-variables',
  wrong: example('REDIS_HSOT', ' # <--'),
  right: example('REDIS_HOST'),
  *check({ set, graph }) {
    for (const { spec, containers } of set.podTemplates()) {
      const given = spec.at('enableServiceLinks').flag === false ? OF_THE_API_SERVER : OF_SERVICES;
      for (const container of containers) {
        const texts = argumentsOf(container);
        const isUsed = [...container.env.map(({ value }) => value), ...texts.map(({ text }) => text)].some((text) =>
          text?.includes('$('),
        );
        const brought = isUsed ? broughtBy(container, graph) : undefined;
        if (!brought) continue;
        yield* inVariables(container, brought, given);
        for (const field of texts)
          for (const used of new Set(expandedNames(field.text ?? '')))
            if (!container.env.some(({ name }) => name === used) && !brought.has(used) && !given.test(used))
              yield unknown(field, 'the argument', used, container, brought);
      }
    }
    yield* unexpanded(set);
  },
});

/** What the program is started with, unless a shell reads it: there, parentheses may be its own. */
function argumentsOf({ field }: Container): readonly Field[] {
  const texts = [...field.items('command'), ...field.items('args')];
  return texts.some(({ text = '' }) => /(?:^|\/)(?:ba|da|z|k|a)?sh$/.test(text)) ? [] : texts;
}

// Kubernetes, concepts/services-networking/service#environment-variables. Those of its own API server are always there.
const OF_THE_API_SERVER = /^KUBERNETES_(?:SERVICE_(?:HOST|PORT)|PORT)(?:_|$)/;
const OF_SERVICES = /_(?:SERVICE_HOST|PORT)(?:_|$)/;

function* inVariables(container: Container, brought: ReadonlySet<string>, given: RegExp): Iterable<Report> {
  const names = container.env.map(({ name }) => name);
  for (const [i, { field, name, value = '' }] of container.env.entries()) {
    for (const used of new Set(expandedNames(value))) {
      const first = names.indexOf(used);
      // What envFrom brings is there before the first of the list.
      if (brought.has(used)) continue;
      if (first === i) {
        yield report(field.at('value'), `"${name}" refers to itself`, { fix: `Write what $(${used}) stands for.` });
      } else if (first > i) {
        yield report(field.at('value'), `"${name}" refers to "${used}", which stands below it`, {
          fix: `Move ${used} above ${name}.`,
        });
      } else if (first < 0 && !given.test(used)) {
        yield unknown(field.at('value'), `"${name}"`, used, container, brought);
      }
    }
  }
}

function unknown(at: Field, who: string, used: string, { name, env }: Container, brought: ReadonlySet<string>): Report {
  const near = didYouMean(used, [...env.map((one) => one.name), ...brought]);
  return report(at, `${who} refers to "${used}", which is no variable of container "${name}"`, {
    fix: near === undefined ? `Set ${used}, above what refers to it, or write $$(${used}).` : `Write $(${near}).`,
  });
}
