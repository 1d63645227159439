/** Texts that `eco new service` writes. */

interface Choices {
  readonly port: string;
  readonly node: string | undefined;
  readonly route: string;
  /** Pods by environment. */
  readonly replicas: ReadonlyMap<string, number>;
}

/** The service's own file. */
export function serviceFile(name: string, { port, node, route, replicas }: Choices): string {
  const pinned = node === undefined ? '' : `  node: '${node}',\n`;
  const counts = [...replicas.values()];
  const differ = new Set(counts).size > 1;
  const scales = [...replicas].map(([environment, count]) => `${property(environment)}: fixed(${count})`);
  const scale = differ ? `env.pick({ ${scales.join(', ')} })` : `fixed(${counts[0] ?? 2})`;
  return `import { fixed } from '@eco2/manifests';
import { defineService } from '../environments';

export const ${identifier(name)} = defineService('${name}', (${differ ? 'env' : ''}) => ({
  port: ${port},
${pinned}  scale: ${scale},
  resources: { cpu: ['100m', '300m'], memory: ['128Mi', '256Mi'] },
  route: '${route}',
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
  const listed = call[0].replace(
    call[1],
    `${ids
      .map((one) => `${one},\n  `)
      .join('')
      .trimEnd()}\n`,
  );
  const withCall = text.replace(call[0], listed);
  const line = `import { ${id} } from './services/${name}';`;
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
