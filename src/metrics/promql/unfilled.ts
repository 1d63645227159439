/** Parts of a query that are text to Prometheus whatever stands in them, and variables as TypeScript, Grafana and shells have them. */
const PARTS = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`|#[^\n]*|(\$\{[^}]*\}|\$\w+)/g;

/** A variable in a query that nobody fills in: Prometheus has none. */
export interface Unfilled {
  /** As it stands there: `${own}`, `$__interval`. */
  readonly variable: string;
  readonly problem: string;
  readonly fix: string;
}

/** The first variable outside of texts; undefined when there is none. Placeholders of templates, `{{…}}`, are none. */
export function unfilled(query: string): Unfilled | undefined {
  if (!query.includes('$')) return undefined;
  const variable = [...query.matchAll(PARTS)].find(([, found]) => found !== undefined)?.[1];
  if (variable === undefined) return undefined;
  return {
    variable,
    problem: `has "${variable}", which nobody fills in`,
    fix: variable.startsWith('${')
      ? `"${variable}" between quotes is text: write the query between backticks, \`…${variable}…\`.`
      : variable.startsWith('$__')
        ? 'Only Grafana knows it: write the time itself, [5m].'
        : 'Write what it stands for.',
  };
}
