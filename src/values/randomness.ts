/** Bits a character, by the text's own frequencies. Source: Shannon, "A Mathematical Theory of Communication". */
function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}

/** Whether a text is of the characters that secrets drawn at random, or their base64, consist of, and as long. */
export function mayBeDrawn(text: string): boolean {
  return text.length >= 16 && /^[\w+/=.~!@#%^&*-]+$/.test(text);
}

/**
 * Whether a text looks drawn at random: at least 20 characters of at least 4 bits, most of them in parts in which
 * capitals, small letters and digits alternate as in no name. Words, paths, hosts, versions and hexadecimal digests do
 * not.
 */
export function looksRandom(text: string): boolean {
  if (text.length < 20 || text.length > 512 || !mayBeDrawn(text)) return false;
  if (/^sha\d+[-:]/.test(text) || entropy(text) < 4) return false;
  const parts = text.split(/[^A-Za-z0-9]+/).filter(Boolean);
  const sum = (some: readonly string[]) => some.reduce((length, part) => length + part.length, 0);
  return sum(parts.filter((part) => !isName(part))) >= 0.6 * sum(parts);
}

/** Words run together, a number, a hexadecimal hash. The humps of words are at least 3 characters long on average. */
function isName(part: string): boolean {
  if (/^[0-9a-f]+$/.test(part)) return true;
  const humps = part.match(/[A-Z]?[a-z]+|[A-Z]+|\d+/g) ?? [];
  return part.length / humps.length >= 3;
}
