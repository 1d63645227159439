import { areResources } from '../../construct/pod/resources.js';
import { isObject } from '../../manifest/access.js';
import type { AnyDefinition } from '../fleet.js';
import type { KeysOf } from '../properties/unknown-properties.js';
import type { ServiceSpec, WorkerSpec } from '../spec.js';
import type { DefinitionFinding } from './definition-finding.js';

/** What a value has to be, and how messages show one. */
type Shape = readonly [is: (value: unknown) => boolean, wanted: string];

const text = (wanted: string): Shape => [(value) => typeof value === 'string', wanted];
const record = (wanted: string): Shape => [isObject, wanted];
const listOf = (is: (value: unknown) => boolean, wanted: string): Shape => [
  (value) => Array.isArray(value) && value.every(is),
  wanted,
];
/** Of what the constructs take apart: the compiler has checked it, but for what `any` and `as never` keep from it. */
const shapes: Partial<Record<KeysOf<ServiceSpec> | KeysOf<WorkerSpec>, Shape>> = {
  scale: [
    (value) => isObject(value) && (value.scale === 'fixed' || value.scale === 'automatic'),
    'fixed(2), or automatic({ min: 2, max: 4, cpu: 70 })',
  ],
  resources: [areResources, "{ cpu: ['100m', '300m'], memory: ['128Mi', '256Mi'] }"],
  delivery: [(value) => isObject(value) && 'deliver' in value, 'rolling(), canary({ … }) or another strategy'],
  uses: listOf((one) => isObject(one) && 'kind' in one, "[another, outside('…', { … })]"),
  secrets: listOf((one) => isObject(one) && one.kind === 'secret', "[secret('…', { keys: ['…'] })]"),
  hooks: listOf(isObject, '[migration({ … })]'),
  needs: listOf(isObject, '[read(configMaps)]'),
  accepts: listOf(isObject, "[accept('…', '…')]"),
  overrides: listOf(isObject, "[override('…', …)]"),
  writable: listOf((one) => typeof one === 'string', "['/var/cache']"),
  env: record("{ MODE: 'fast' }"),
  files: record("{ '/etc/app/config.yaml': '…' }"),
  ownAlerts: record('{ NoOrders: { … } }'),
  alerts: record("{ HighErrorRate: 'off' }"),
  slo: record('{ availability: 0.99 }'),
  celery: record("{ app: '…' }"),
  localState: record('{ … }'),
  port: [(value) => Number.isFinite(value), 'a number: 8000'],
  node: text("the name of a node: 'big'"),
  route: text("a path: '/cart'"),
  health: text("a path: '/health'"),
  shutdown: text("a span of time: '30s'"),
  scrape: text("a span of time: '30s'"),
  repository: text("a name below the registry: 'cart'"),
  team: text("a name: 'till'"),
};
const required = ['scale', 'resources'];

/** What of a service or worker is no such thing: nothing could be made of it. */
export function shapeMistakes(definition: AnyDefinition, spec: object): DefinitionFinding[] {
  const mistakes: DefinitionFinding[] = [];
  for (const [key, [is, wanted]] of Object.entries(shapes)) {
    const value: unknown = Reflect.get(spec, key);
    if (value === undefined ? !required.includes(key) : is(value)) continue;
    mistakes.push({
      rule: 'definition-shape',
      severity: 'error',
      message: `"${definition.name}" gives ${key} as ${shown(value)}`,
      at: definition.site(),
      property: { object: spec, key },
      why: 'Nothing can be made of the service, so nothing is written. The compiler does not see it: it takes what JSON.parse gives, or `as never`, for anything.',
      fix: `Write ${wanted}.`,
    });
  }
  return mistakes.length > 0 ? mistakes : holes(definition, spec);
}

/** Texts, of a property or a variable, into which a value was written that is not there; and numbers that are none. */
function holes(definition: AnyDefinition, spec: object): DefinitionFinding[] {
  const env: unknown = Reflect.get(spec, 'env');
  return [spec, ...(isObject(env) ? [env] : [])].flatMap((object) =>
    Object.entries(object).flatMap(([key, value]): DefinitionFinding[] => {
      const isHole =
        typeof value === 'string' ? HOLE.test(value) : typeof value === 'number' && !Number.isFinite(value);
      if (!isHole) return [];
      return [
        {
          rule: 'definition-shape',
          severity: 'warning',
          message: `"${definition.name}" gives ${key} as ${shown(value)}`,
          at: definition.site(),
          property: { object, key },
          why: 'A value that is not there was written into it: nobody means that name, path or number.',
          fix: 'Look for a name that is undefined there, or for an object that stands where a text of it was meant.',
        },
      ];
    }),
  );
}

const HOLE = /\bundefined\b|\[object \w+\]|\bNaN\b/;

function shown(value: unknown): string {
  // JSON has no undefined, and no number that is none.
  const json = typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? typeof value);
  return json.length > 40 ? `${json.slice(0, 40)}…` : json;
}
