/** A part of a text that gives a secret away by its shape. */
export interface SecretShape {
  /** As messages name it: `an access key of AWS`. */
  readonly kind: string;
  /** Where the secret itself begins and ends in the text. */
  readonly start: number;
  readonly end: number;
}

/** Shapes that nothing else has. Of a group the secret is what the first pair of brackets holds, else all of it. */
const SHAPES: readonly (readonly [kind: string, shape: RegExp])[] = [
  ['a private key', /-----BEGIN (?:[A-Z0-9]+ ){0,3}PRIVATE KEY-----/g],
  ['an access key of AWS', /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g],
  ['a token of GitHub', /\bgh[pousr]_[A-Za-z0-9]{30,255}\b|\bgithub_pat_[A-Za-z0-9_]{22,255}\b/g],
  ['a token of GitLab', /\bglpat-[\w-]{20,255}/g],
  ['a token of Slack', /\bxox[abeoprs]-[A-Za-z0-9-]{10,255}/g],
  ['an API key', /\bsk-[A-Za-z0-9_-]{20,255}|\b[rs]k_(?:live|test)_[A-Za-z0-9]{16,255}/g],
  ['an API key of Google', /\bAIza[\w-]{35}(?![\w-])/g],
  ['a token of npm', /\bnpm_[A-Za-z0-9]{36}\b/g],
  ['a JSON web token', /\beyJ[\w-]{8,4096}\.eyJ[\w-]{8,4096}\.[\w-]{8,4096}/g],
  ['a URL with a password', /\b[a-z][a-z0-9+.-]{1,30}:\/\/[^\s:/?#@'"]{0,200}:([^\s@/'"]{1,300})@/gi],
];

/** One of them is in every text that has such a shape: almost no text does, and one look tells. */
const HINT =
  /-----BEGIN |AKIA|ASIA|gh[pousr]_|github_pat_|glpat-|xox[abeoprs]-|sk-|[rs]k_(?:live|test)_|AIza|npm_|eyJ|:\/\//;

/** The secrets in a text that their shape gives away, in its order. What is filled in later is none. */
export function secretShapes(text: string): readonly SecretShape[] {
  if (!HINT.test(text)) return [];
  const found = SHAPES.flatMap(([kind, shape]) =>
    [...text.matchAll(shape)].flatMap((match): SecretShape[] => {
      const secret = match[1] ?? match[0];
      if (isFilledIn(secret) || isPlaceholder(secret)) return [];
      const start = match.index + match[0].lastIndexOf(secret);
      return [{ kind, start, end: start + secret.length }];
    }),
  );
  return found.toSorted((a, b) => a.start - b.start);
}

/** A text that a template engine, the kubelet, a shell or a formatter fills in later. */
export function isFilledIn(text: string): boolean {
  return /\{\{|\$\(|\$\{|\$[A-Za-z_]|\$__?[a-z]+\{|^%\(?\w|^\{[\w.]+\}$|%[sdv]|^`/.test(text);
}

/** A text that stands for a secret and is none: for whoever reads it, or in documentation. */
export function isPlaceholder(text: string): boolean {
  return /^<[^>]*>?$|^\*+$|^x{3,}$|^\.{3}$|change[-_ ]?(?:me|it|this)|replace[-_ ]?(?:me|with|this)|your[-_ ]|redacted|placeholder|EXAMPLE(?:KEY)?$|^(?:todo|tbd|fixme|dummy|n\/a)$/i.test(
    text,
  );
}
