/** Texts that `eco new service` writes. */

/** What is chosen of a new service. */
export interface ServiceChoices {
  readonly port: string;
  readonly node?: string | undefined;
  /** Path that answers when the process can serve; the library's default when absent. */
  readonly health?: string | undefined;
  readonly route: string;
  /** Image repository below the registry, where it is not the service's name. */
  readonly repository?: string | undefined;
  /** Pods by environment. */
  readonly replicas: ReadonlyMap<string, number>;
  /** Of imports: `.js` in a package of ES modules. */
  readonly extension: string;
}

/** The service's own file. */
export function serviceFile(name: string, choices: ServiceChoices): string {
  const { port, replicas, extension } = choices;
  const line = (key: 'node' | 'repository' | 'health') => (choices[key] ? `  ${key}: '${choices[key]}',\n` : '');
  const counts = [...replicas.values()];
  const differ = new Set(counts).size > 1;
  const scales = [...replicas].map(([environment, count]) => `${property(environment)}: fixed(${count})`);
  const scale = differ ? `env.pick({ ${scales.join(', ')} })` : `fixed(${counts[0] ?? 2})`;
  return `import { fixed } from '@eco2/manifests';
import { defineService } from '../environments${extension}';

export const ${identifier(name)} = defineService('${name}', (${differ ? 'env' : ''}) => ({
${line('repository')}  port: ${port},
${line('health')}${line('node')}  scale: ${scale},
  resources: { cpu: ['100m', '300m'], memory: ['128Mi', '256Mi'] },
  route: '${choices.route}',
}));
`;
}

function property(name: string): string {
  return /^[a-z_$][\w$]*$/i.test(name) ? name : `'${name}'`;
}

/** `search-api` -> `searchApi` */
export function identifier(name: string): string {
  return name.replace(/-+([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/**
 * The fleet's index with one service more, in alphabetical order; undefined where the call that lists the services
 * cannot be found.
 */
export function addToIndex(text: string, name: string): string | undefined {
  const id = identifier(name);
  const call = /^export const fleet = (?:await )?\w+\(\s*((?:\w+,?\s*)*)\);/m.exec(text);
  if (!call?.[1]) return undefined;
  const ids = [...call[1].split(/[\s,]+/).filter(Boolean), id].sort();
  const withCall = text.replace(call[0], listed(call[0], ids));
  const line = `import { ${id} } from './services/${name}${importExtension(text)}';`;
  const imports = [...withCall.matchAll(/^import .*;$/gm)];
  const next = imports.find(
    ({ 0: other }) =>
      other.includes("'./services/") && other.slice(other.indexOf("'./")) > line.slice(line.indexOf("'./")),
  );
  const last = imports.filter(({ 0: other }) => other.includes("'./services/")).at(-1) ?? imports.at(-1);
  if (next) return `${withCall.slice(0, next.index)}${line}\n${withCall.slice(next.index)}`;
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
