/**
 * The syntaxes of Kubernetes names. Each function returns what is wrong as the rest of a sentence whose subject is the
 * name (`"Waste" ` + `has "W" at the start, allowed are a-z and 0-9`), or undefined when nothing is.
 * Source: k8s.io/apimachinery, pkg/util/validation/validation.go.
 */
interface Syntax {
  readonly max: number;
  readonly start: CharacterSet;
  readonly inner: CharacterSet;
  readonly end: CharacterSet;
}

interface CharacterSet {
  readonly pattern: RegExp;
  readonly words: string;
}

const lowerLetter = { pattern: /^[a-z]$/, words: 'a-z' };
const lower = { pattern: /^[a-z0-9]$/, words: 'a-z and 0-9' };
const lowerDash = { pattern: /^[a-z0-9-]$/, words: 'a-z, 0-9 and "-"' };
const lowerDashDot = { pattern: /^[a-z0-9.-]$/, words: 'a-z, 0-9, "-" and "."' };
const alphanumeric = { pattern: /^[A-Za-z0-9]$/, words: 'A-Z, a-z and 0-9' };
const word = { pattern: /^[A-Za-z0-9._-]$/, words: 'A-Z, a-z, 0-9, "-", "_" and "."' };
const wordStart = { pattern: /^[A-Za-z._-]$/, words: 'A-Z, a-z, "-", "_" and "."' };

const label: Syntax = { max: 63, start: lower, inner: lowerDash, end: lower };
const subdomain: Syntax = { max: 253, start: lower, inner: lowerDashDot, end: lower };
const service: Syntax = { ...label, start: lowerLetter };
const portName: Syntax = { ...label, max: 15 };
const qualified: Syntax = { max: 63, start: alphanumeric, inner: word, end: alphanumeric };
const variable: Syntax = { max: Number.POSITIVE_INFINITY, start: wordStart, inner: word, end: word };
const dataKey: Syntax = { max: 253, start: word, inner: word, end: word };

function problem(text: string, syntax: Syntax): string | undefined {
  // Nearly every name is right: one look says so.
  if (text.length <= syntax.max && wholeOf(syntax).test(text)) return undefined;
  const characters = [...text];
  const last = characters.length - 1;
  if (last < 0) return 'is empty';
  for (const [i, character] of characters.entries()) {
    const set = i === 0 ? syntax.start : i === last ? syntax.end : syntax.inner;
    if (set.pattern.test(character)) continue;
    const where = i === 0 ? 'at the start' : i === last ? 'at the end' : `as character ${i + 1}`;
    return `has ${JSON.stringify(character)} ${where}, allowed are ${set.words}`;
  }
  return last < syntax.max ? undefined : `has ${last + 1} characters, at most ${syntax.max} are allowed`;
}

const wholes = new WeakMap<Syntax, RegExp>();

function wholeOf(syntax: Syntax): RegExp {
  const known = wholes.get(syntax);
  if (known) return known;
  const [start, inner, end] = [syntax.start, syntax.inner, syntax.end].map(({ pattern }) =>
    pattern.source.slice(1, -1),
  );
  const whole = new RegExp(`^${start}(?:${inner}*${end})?$`);
  wholes.set(syntax, whole);
  return whole;
}

/** RFC 1123 label, at most 63 characters: names of Namespaces, containers, volumes, ports of a Service. */
export function dnsLabelProblem(text: string): string | undefined {
  return problem(text, label);
}

/** RFC 1123 subdomain, at most 253 characters: the name of an object unless its kind says otherwise. */
export function dnsSubdomainProblem(text: string): string | undefined {
  const dot = /\.[.-]|-\./.exec(text)?.[0];
  return problem(text, subdomain) ?? (dot && `has "${dot}", each part starts and ends with ${lower.words}`);
}

/** RFC 1035 label, at most 63 characters: the name of a Service. A digit at the start is accepted from 1.36 on. */
export function serviceNameProblem(text: string): string | undefined {
  return problem(text, service);
}

/** IANA service name, at most 15 characters with a letter: the name of a container's port, a named `targetPort`. */
export function portNameProblem(text: string): string | undefined {
  const found = problem(text, portName);
  if (found !== undefined) return found;
  if (text.includes('--')) return 'has "--", one "-" at a time is allowed';
  return /[a-z]/.test(text) ? undefined : 'has no letter, at least one of a-z is needed';
}

/** Key of a label: a name of at most 63 characters, before it an optional DNS subdomain and `/`. */
export function labelKeyProblem(text: string): string | undefined {
  const slash = text.indexOf('/');
  const name = text.slice(slash + 1);
  if (name.includes('/')) return 'has more than one "/", one is allowed';
  const inPrefix = slash < 0 ? undefined : dnsSubdomainProblem(text.slice(0, slash));
  if (inPrefix !== undefined) return `has a prefix that ${inPrefix}`;
  const inName = problem(name, qualified);
  return slash < 0 ? inName : inName && `has a name after "/" that ${inName}`;
}

/** Value of a label: at most 63 characters, may be empty. */
export function labelValueProblem(text: string): string | undefined {
  return text === '' ? undefined : problem(text, qualified);
}

/** Key in the data of a ConfigMap or Secret: at most 253 characters; it becomes a file's name. */
export function dataKeyProblem(text: string): string | undefined {
  const found = problem(text, dataKey);
  if (found !== undefined) return found;
  if (text === '.') return 'is ".", which no file can be called';
  return text.startsWith('..') ? 'starts with "..", one "." is allowed there' : undefined;
}

/** Segment of a URL's path: the name of a Role, ClusterRole or binding; `system:node` is one. */
export function pathSegmentProblem(text: string): string | undefined {
  if (text === '') return 'is empty';
  if (text === '.' || text === '..') return `is "${text}", which is no segment of a path`;
  const taken = /[/%]/.exec(text)?.[0];
  return taken && `has "${taken}", which no segment of a path may have`;
}

/**
 * Name of a container's environment variable. Before 1.32 a C identifier that may also have dots and dashes; from then on
 * any printable ASCII but "=". `kubernetes`: minor version of the API server, `1.28`; where it is unknown only what no
 * version takes is wrong. Source: kubernetes/enhancements, KEP-4369 (RelaxedEnvironmentVariableValidation).
 */
export function variableNameProblem(text: string, kubernetes?: string): string | undefined {
  if (text === '') return 'is empty';
  const [never] = /[^ -~]|=/.exec(text) ?? [];
  if (never !== undefined) return `has ${JSON.stringify(never)}, allowed is printable ASCII but "="`;
  const minor = Number(/^v?1\.(\d+)/.exec(kubernetes ?? '')?.[1]);
  if (!(minor < 32)) return undefined;
  if (text === '.' || text.startsWith('..')) return 'starts with dots, which Kubernetes before 1.32 refuses';
  const found = problem(text, variable);
  return found && `${found} before Kubernetes 1.32`;
}
