import { each, get, isObject } from '../../../manifest/access.js';
import { applicationsOf, ownersOf } from '../../../manifest/applications.js';
import { type Field, fieldOf } from '../../../manifest/field.js';
import type { Json, Manifest } from '../../../manifest/manifest.js';
import type { ManifestSet } from '../../../manifest/manifest-set.js';
import { listed } from '../../../values/listed.js';
import { folderName } from '../../gitops/folder-patterns.js';
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
      yield* keys(root, template, isGo);
      yield* templateTexts(root);
      yield* twins(root);
      yield* forgotten(root, set);
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

interface Placeholder {
  readonly field: Field;
  readonly key: string;
  readonly dotted: boolean;
}

function placeholders(template: Field): Placeholder[] {
  const found: Placeholder[] = [];
  const visit = (value: Json | undefined, path: Field['path']) => {
    if (typeof value === 'string') {
      for (const [, dot, key = ''] of value.matchAll(/\{\{-?\s*(\.?)([A-Za-z_][\w.-]*)\s*-?\}\}/g))
        found.push({ field: fieldOf(template.manifest, path), key, dotted: dot === '.' });
    } else if (Array.isArray(value)) value.forEach((item, i) => void visit(item, [...path, i]));
    else if (isObject(value)) for (const [key, item] of Object.entries(value)) visit(item, [...path, key]);
  };
  visit(template.value, template.path);
  return found;
}

function* keys(root: Field, template: Field, isGo: boolean): Iterable<Report> {
  const generators = root.items('spec.generators');
  const onlyLists =
    generators.length > 0 &&
    generators.every((one) => one.at('list.elements').exists && !one.at('list.template').exists);
  const elements = generators.flatMap((one) => one.items('list.elements'));
  const said = new Set<string>();
  for (const { field, key, dotted } of placeholders(template)) {
    if (said.has(`${dotted} ${key}`)) continue;
    said.add(`${dotted} ${key}`);
    if (dotted !== isGo && !(isGo && /^(?:end|else)$/.test(key))) {
      const right = isGo ? `{{.${key}}}` : `{{${key}}}`;
      yield report(
        field,
        `"${key}" is written for ${isGo ? 'the simple templates' : 'Go templates'}: here it is ${right}`,
        { fix: `Write ${right}.` },
      );
    } else if (onlyLists) {
      const lacking = elements.find(
        (element) =>
          isObject(element.value) &&
          get(element.value, key.split('.')) === undefined &&
          element.value[key] === undefined,
      );
      if (lacking) yield* missing(field, key, lacking, elements.length);
    }
  }
}

function* missing(field: Field, key: string, lacking: Field, all: number): Iterable<Report> {
  const name = lacking.at('name').text;
  const which = all === 1 ? 'its element' : name === undefined ? 'an element' : `element "${name}"`;
  const place = all === 1 ? field : lacking;
  yield report(place, `${which} has no "${key}", which the template uses`);
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

/** Folders of the kind that the path of the template names, which no element stands for and no Application applies. */
function* forgotten(root: Field, set: ManifestSet): Iterable<Report> {
  const path = root.at('spec.template.spec.source.path').text ?? '';
  const parts = path.split(/\{\{\s*\.?[\w.-]+\s*\}\}/);
  const generators = root.items('spec.generators');
  const list = generators[0]?.at('list.elements');
  if (parts.length !== 2 || generators.length !== 1 || !list?.exists) return;
  const [before = '', after = ''] = parts;
  const owners = ownersOf(set);
  const made = new Set(
    applicationsOf(set)
      .filter(({ manifest }) => manifest === root.manifest)
      .flatMap(({ paths }) => paths),
  );
  const found = new Map<string, boolean>();
  for (const manifest of set.manifests) {
    const name = folderName(manifest.origin.file, before, after);
    if (name !== undefined) found.set(name, (found.get(name) ?? false) || owners.has(manifest));
  }
  const here = [...found].filter(([name]) => made.has(`${before}${name}${after}`)).length;
  const left = [...found].filter(([, owned]) => !owned).map(([name]) => `"${name}"`);
  // Only where most elements have their folders here is the rest known too.
  if (here < 2 || left.length === 0 || left.length > here) return;
  yield report(
    list,
    `no Application applies the folder of ${listed(left)}, which ${left.length > 1 ? 'lie' : 'lies'} beside those of the list`,
    {
      severity: 'warning',
      why: 'Its manifests never reach the cluster.',
      fix: `Add ${left.length > 1 ? 'elements' : 'an element'} for it, or remove the folder.`,
    },
  );
}
