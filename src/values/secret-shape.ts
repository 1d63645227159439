/** A part of a text that gives a secret away by its shape. */
export interface SecretShape {
  /** As messages name it: `an access key of AWS`. */
  readonly kind: string;
  /** Where the secret itself begins and ends in the text. */
  readonly start: number;
  readonly end: number;
}

interface Shape {
  /** As messages name it. */
  readonly kind: string;
  /** Every text that has the shape has this too. */
  readonly hint: RegExp;
  /** Of a group the secret is what the first pair of brackets holds, else all of it. */
  readonly shape: RegExp;
}

/** Shapes that nothing else has. */
const SHAPES: readonly Shape[] = [
  {
    kind: 'a private key',
    hint: /-----BEGIN /,
    shape: /-----BEGIN (?:[A-Z0-9]+ ){0,3}PRIVATE KEY-----/g,
  },
  { kind: 'an access key of AWS', hint: /AKIA|ASIA/, shape: /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g },
  {
    kind: 'a token of GitHub',
    hint: /gh[pousr]_|github_pat_/,
    shape: /\bgh[pousr]_[A-Za-z0-9]{30,255}\b|\bgithub_pat_[A-Za-z0-9_]{22,255}\b/g,
  },
  { kind: 'a token of GitLab', hint: /glpat-/, shape: /\bglpat-[\w-]{20,255}/g },
  {
    kind: 'a webhook that whoever has it may post to',
    hint: /hooks\.slack\.com|\/api\/webhooks\//,
    shape:
      /\b(?:hooks\.slack\.com\/services\/T|discord(?:app)?\.com\/api\/webhooks\/\d)([\w-]{6,25}\/(?![\w/]*X{6})[\w-]{6,100}(?:\/\w{16,64})?)/g,
  },
  { kind: 'a token of Slack', hint: /xox/, shape: /\bxox[abeoprs]-[A-Za-z0-9-]{10,255}/g },
  {
    kind: 'an API key',
    hint: /sk-|k_live_|k_test_/,
    shape: /\bsk-[A-Za-z0-9_-]{20,255}|\b[rs]k_(?:live|test)_[A-Za-z0-9]{16,255}/g,
  },
  { kind: 'an API key of Google', hint: /AIza/, shape: /\bAIza[\w-]{35}(?![\w-])/g },
  { kind: 'a token of npm', hint: /npm_/, shape: /\bnpm_[A-Za-z0-9]{36}\b/g },
  {
    kind: 'a JSON web token',
    hint: /eyJ/,
    shape: /\beyJ[\w-]{8,4096}\.eyJ[\w-]{8,4096}\.[\w-]{8,4096}/g,
  },
  {
    kind: 'a URL with a password',
    hint: /:\/\/[^\s:/?#@'"]{0,200}:[^\s@/'"]{1,300}@/,
    shape: /\b[a-z][a-z0-9+.-]{1,30}:\/\/[^\s:/?#@'"]{0,200}:([^\s@/'"]{1,300})@/gi,
  },
];

/** Any of the hints: almost no text has one, and one look tells. */
const HINT = new RegExp(SHAPES.map(({ hint }) => hint.source).join('|'));
const NONE: readonly SecretShape[] = [];

/** The secrets in a text that their shape gives away, in its order. What is filled in later is none. */
export function secretShapes(text: string): readonly SecretShape[] {
  if (!HINT.test(text)) return NONE;
  const found: SecretShape[] = [];
  for (const { kind, hint, shape } of SHAPES) {
    if (!hint.test(text)) continue;
    for (const match of text.matchAll(shape)) {
      const secret = match[1] ?? match[0];
      if (isFilledIn(secret) || isPlaceholder(secret)) continue;
      const start = match.index + match[0].lastIndexOf(secret);
      found.push({ kind, start, end: start + secret.length });
    }
  }
  return found.sort((a, b) => a.start - b.start);
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
