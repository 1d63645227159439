import { propertyKey } from '../../values/property-key.js';

/** Texts that `eco new service` writes. */

/** What is chosen of a new service. */
export interface ServiceChoices {
  readonly port: string;
  readonly node?: string | undefined;
  /** Path that answers when the process can serve; the library's default when absent. */
  readonly health?: string | undefined;
  /** Path for requests from outside; only reached from inside when absent. */
  readonly route?: string | undefined;
  /** Image repository below the registry, where it is not the service's name. */
  readonly repository?: string | undefined;
  /** Pods by environment. */
  readonly replicas: ReadonlyMap<string, number>;
  /** Of imports: `.js` in a package of ES modules. */
  readonly extension: string;
}

/** A service's own file. */
export function serviceFile(name: string, choices: ServiceChoices): string {
  const { port, extension } = choices;
  const { scale, parameter } = scaleOf(choices);
  return `import { fixed } from '@eco2/manifests';
import { defineService } from '../environments${extension}';

export const ${identifier(name)} = defineService('${name}', (${parameter}) => ({
${line(choices, 'repository')}  port: ${port},
${line(choices, 'health')}${line(choices, 'node')}  scale: ${scale},
  resources: { cpu: ['100m', '300m'], memory: ['128Mi', '256Mi'] },
${line(choices, 'route')}}));
`;
}

/** A worker's own file: a Celery application in a module of its name. */
export function workerFile(name: string, choices: ServiceChoices): string {
  const { port, extension } = choices;
  const { scale, parameter } = scaleOf(choices);
  return `import { fixed } from '@eco2/manifests';
import { defineWorker } from '../environments${extension}';

export const ${identifier(name)} = defineWorker('${name}', (${parameter}) => ({
  celery: { app: '${name.replaceAll('-', '_')}', pool: 'prefork', concurrency: 2 },
  metricsPort: ${port},
${line(choices, 'node')}  scale: ${scale},
  resources: { cpu: ['100m', '500m'], memory: ['256Mi', '512Mi'] },
}));
`;
}

function line(choices: ServiceChoices, key: 'node' | 'repository' | 'health' | 'route'): string {
  return choices[key] ? `  ${key}: '${choices[key]}',\n` : '';
}

/** How many pods, and what the definition must be told for that. */
function scaleOf({ replicas }: ServiceChoices): { readonly scale: string; readonly parameter: string } {
  const counts = [...replicas.values()];
  if (new Set(counts).size <= 1) return { scale: `fixed(${counts[0] ?? 2})`, parameter: '' };
  const scales = [...replicas].map(([environment, count]) => `${propertyKey(environment)}: fixed(${count})`);
  return { scale: `env.pick({ ${scales.join(', ')} })`, parameter: 'env' };
}

/** `search-api` -> `searchApi` */
export function identifier(name: string): string {
  return name.replace(/-+([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/**
 * The fleet's index with one service more, in alphabetical order; undefined where the call that lists the services
 * cannot be found. `place`: its module from the index's folder, `services/search-api`.
 */
export function addToIndex(text: string, name: string, place: string): string | undefined {
  const id = identifier(name);
  const call = /^export const fleet = (?:await )?\w+\(\s*((?:\w+,?\s*)*)\);/m.exec(text);
  if (!call?.[1]) return undefined;
  const ids = [...call[1].split(/[\s,]+/).filter(Boolean), id].sort();
  const withCall = text.replace(call[0], listed(call[0], ids));
  const line = `import { ${id} } from './${place}${importExtension(text)}';`;
  const imports = [...withCall.matchAll(/^import .*;$/gm)];
  const pathOf = (statement: string) => /'(\.\/[^']*)'/.exec(statement)?.[1] ?? '';
  const next = imports.find(({ 0: other }) => pathOf(other) > pathOf(line));
  if (next) return `${withCall.slice(0, next.index)}${line}\n${withCall.slice(next.index)}`;
  const last = imports.at(-1);
  const end = (last?.index ?? 0) + (last?.[0].length ?? 0);
  return `${withCall.slice(0, end)}\n${line}${withCall.slice(end)}`;
}

/** The call with these names: on one line where it stood on one and they fit. */
function listed(call: string, ids: readonly string[]): string {
  const before = call.slice(0, call.indexOf('(') + 1);
  const line = `${before}${ids.join(', ')});`;
  return line.length <= 120 && !call.includes('\n') ? line : `${before}\n${ids.map((id) => `  ${id},\n`).join('')});`;
}

/** What a module's imports of its neighbours end with: `.js` in a package of ES modules. */
export function importExtension(text: string): string {
  return /^import .* from '\.\.?\/[^']*\.js';/m.test(text) ? '.js' : '';
}
