import { each } from '../../../manifest/access.js';
import type { Field } from '../../../manifest/field.js';
import type { Manifest } from '../../../manifest/manifest.js';
import { forgottenFolders } from '../../gitops/forgotten-folders.js';
import { templateKeys } from '../../gitops/template-keys.js';
import { templateTexts } from '../../gitops/template-text.js';
import { type Report, report, rule } from '../../rule.js';

const example = (name: string) => `
apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata:
  name: shop
  namespace: argocd
spec:
  generators:
    - list:
        elements:
          - name: cart
  template:
    metadata:
      name: ${name}
    spec:
      project: default
      source:
        repoURL: https://github.com/team/shop.git
        path: dist/shop
      destination:
        server: https://kubernetes.default.svc
        namespace: shop
`;

export const appset = rule({
  id: 'appset',
  severity: 'error',
  what: 'An ApplicationSet makes Applications that cannot be',
  why: 'The controller refuses all of them, or makes one whose fields still hold the braces.',
  fix: 'Use keys that every element has: {{name}}, with goTemplate: true {{.name}}.',
  exceptions: [
    'Keys of other generators than lists, which are not written down.',
    'Folders that no element stands for are a warning.',
  ],
  source: 'Argo CD, operator-manual/applicationset/Template, GoTemplate, Generators-List',
  wrong: example("'{{app}}' # <--"),
  right: example("'{{name}}'"),
  *check({ set }) {
    for (const root of set.fields('ApplicationSet')) {
      const template = root.at('spec.template');
      const isGo = root.at('spec.goTemplate').flag === true;
      yield* names(template.at('metadata.name'), isGo);
      yield* templateKeys(root, template, isGo);
      yield* templateTexts(root);
      yield* twins(root);
      yield* forgottenFolders(root, set);
      if (isGo && !JSON.stringify(root.at('spec.goTemplateOptions').value ?? '').includes('missingkey=error'))
        yield report(
          root.at('spec.goTemplate'),
          'goTemplate without missingkey=error: a missing key becomes <no value>',
          {
            severity: 'warning',
            why: 'A typing error in a key goes through: the Application points at a folder called "<no value>".',
            fix: 'Add goTemplateOptions: ["missingkey=error"].',
          },
        );
    }
  },
});

/** What is written around the placeholders stays in the name. */
function* names(field: Field, isGo: boolean): Iterable<Report> {
  const rest = field.text?.replaceAll(/\{\{.*?\}\}/g, 'x');
  if (rest === undefined || /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/.test(rest)) return;
  const odd = rest.replaceAll(/[-a-z0-9.]/g, '');
  yield report(
    field,
    `the names of the Applications hold ${odd === '' ? 'a dot or dash at an end' : JSON.stringify([...new Set(odd)].join(''))}: ${field.text}`,
    {
      why: 'The name is none that Kubernetes takes: no Application is made.',
      fix: `Put the whole value into quotes, not a part of it${isGo ? '' : ': "x-{{name}}"'}.`,
    },
  );
}

/** Two elements that make one Application. */
function* twins(root: Field): Iterable<Report> {
  const seen = new Set<string>();
  for (const element of root.items('spec.generators').flatMap((one) => one.items('list.elements'))) {
    const text = JSON.stringify(element.value);
    const name = nameOf(root.manifest, element);
    if (seen.has(name ?? text)) yield report(element, `two elements make one Application${name ? `, "${name}"` : ''}`);
    seen.add(name ?? text);
  }
}

function nameOf(manifest: Manifest, element: Field): string | undefined {
  const [template] = each(manifest.object, 'spec.template.metadata.name');
  if (typeof template?.value !== 'string') return undefined;
  return template.value.replaceAll(
    /\{\{\s*\.?([\w.-]+)\s*\}\}/g,
    (whole, key: string) => element.at([key]).scalar ?? whole,
  );
}
