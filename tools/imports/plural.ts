/** The plural of a kind as API servers spell it: `networkpolicies`, `gateways`. */
export function pluralOf(kind: string): string {
  const name = kind.toLowerCase();
  if (name.endsWith('parameters')) return name;
  if (/[^aeiou]y$/.test(name)) return `${name.slice(0, -1)}ies`;
  return /(s|x|ch)$/.test(name) ? `${name}es` : `${name}s`;
}
