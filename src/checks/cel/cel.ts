import { mayExplode } from '../../../imports/validate.js';

type Program = (context: Readonly<Record<string, unknown>>) => unknown;

/** The part of the library that is used; it is an ES module, whose own types a CommonJS one cannot name. */
interface Environment {
  registerType(name: string, type: { readonly ctor: unknown }): Environment;
  registerFunction(signature: string, handler: (...values: never[]) => unknown): Environment;
  parse(expression: string): Program;
}

interface Library {
  readonly Environment: new (options: object) => Environment;
}

// Few sets hold a rule: the library is loaded for the first.
function library(): Library {
  return require('@marcbachmann/cel-js');
}

let environment: Environment | undefined;

/**
 * The functions that Kubernetes adds to CEL and the library lacks. A rule that uses others still is not evaluated.
 * Source: Kubernetes, reference/using-api/cel, "Kubernetes list library", "regex library", "URL library".
 */
function kubernetesCel(): Environment {
  const { Environment: Cel } = library();
  environment ??= new Cel({
    unlistedVariablesAreDyn: true,
    enableOptionalTypes: true,
    homogeneousAggregateLiterals: false,
    limits: { maxAstNodes: 20_000, maxDepth: 250 },
  })
    .registerFunction('list.sum(): dyn', (list: readonly (number | bigint)[]) =>
      list.some((item) => typeof item === 'number')
        ? list.reduce((sum: number, item) => sum + Number(item), 0)
        : list.reduce((sum: bigint, item) => sum + BigInt(item), 0n),
    )
    .registerFunction('list.isSorted(): bool', (list: readonly bigint[]) =>
      list.every((item, i) => i === 0 || (list[i - 1] ?? item) <= item),
    )
    .registerFunction('string.replace(string, string): string', (text: string, from: string, to: string) =>
      text.replaceAll(from, () => to),
    )
    .registerFunction('isURL(string): bool', (text: string) => URL.canParse(text))
    .registerType('Url', { ctor: URL })
    .registerFunction('url(string): Url', (text: string) => new URL(text))
    .registerFunction('Url.getScheme(): string', (url: URL) => url.protocol.slice(0, -1))
    .registerFunction('Url.getHostname(): string', (url: URL) => url.hostname);
  return environment;
}

// `has(self[0].a)`, which the library does not take: `has` of a name is the same.
const HAS_OF_ITEM = /\bhas\((\w+(?:\.\w+)*\[\d+\])\.(\w+(?:\.\w+)*)\)/g;

const programs = new Map<string, Program | null>();
const reasons = new Map<string, string>();

/** Why a rule that was asked for could not be evaluated; undefined where it could. */
export function celProblem(rule: string): string | undefined {
  return reasons.get(rule);
}

/** Who wrote an expression: a definition of the input, or one that we know and have read. */
export type CelOrigin = 'theirs' | 'known';

/** The rule as a program; null where it uses what is not known here. */
function compiled(rule: string, origin: CelOrigin): Program | null {
  const key = `${origin} ${rule}`;
  const known = programs.get(key);
  if (known !== undefined) return known;
  let program: Program | null = null;
  // An expression of theirs is run here, and nothing could stop it.
  if (origin === 'theirs' && rule.includes('.matches(') && mayExplode(rule.replaceAll(/^.*?\.matches\(/gs, ''))) {
    reasons.set(rule, 'its regular expression may take for ever');
  } else {
    try {
      program = kubernetesCel().parse(rule.replaceAll(HAS_OF_ITEM, '[$1].exists(one__, has(one__.$2))'));
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      reasons.set(rule, 'it cannot be read here');
    }
  }
  programs.set(key, program);
  return program;
}

/**
 * What a CEL expression makes of a value; undefined where it cannot be told: it asks for what a cluster knows only
 * (the object before), or for functions that are not known here.
 */
export function evaluateCel(expression: string, self: unknown, origin: CelOrigin = 'theirs'): unknown {
  const program = compiled(expression, origin);
  if (!program) return undefined;
  try {
    return program({ self });
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const name = /no matching overload for '(?:[^']*\.)?(\w+)\(/.exec(error.message)?.[1];
    if (name !== undefined) reasons.set(expression, `there is no ${name}() here`);
    return undefined;
  }
}
