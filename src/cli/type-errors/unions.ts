const literal = /^"([^"]*)"$/;

/** A type of one text, without its quotes; undefined where it is another type. */
export function bare(type: string): string | undefined {
  return literal.exec(type)?.[1];
}

/** Names of a union of texts, undefined where it is another type. */
export function namesIn(type = ''): readonly string[] | undefined {
  const parts = type.split(' | ');
  const names = parts.flatMap((one) => bare(one) ?? []);
  return names.length === parts.length ? names : undefined;
}
