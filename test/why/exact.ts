import { experimentOf, type Files, ownFleet } from './fleet.js';
import { Compiler, changed, edited, type Found, literalsOf, type Output } from './oracle.js';

export const files = ownFleet();
export const { experiment, fleet } = experimentOf(files);
export const environments = Object.keys(fleet.environments);
export const found = literalsOf(files);

const compiler = new Compiler();
const base = new Map(environments.map((name) => [name, output(files, name)]));

function output(of: Files, environment: string): Output {
  const made = compiler.output(of, environment);
  if (!made) throw new Error(`${environment} cannot be synthesized`);
  return made;
}

/**
 * What an author might write instead; not what `eco why` itself tries, but for names of nodes. A share moves by little:
 * one far away may pass a limit beyond which the library makes other objects (an alert that could never fire is left out).
 */
export function alternatives({ text }: Found): string[] {
  const quoted = /^'(.*)'$/s.exec(text)?.[1] ?? /^"(.*)"$/.exec(text)?.[1];
  if (quoted === undefined) {
    if (text === 'true' || text === 'false') return [text === 'true' ? 'false' : 'true'];
    const value = Number(text);
    return Number.isInteger(value) ? [value + 2, value * 3, value + 1].map(String) : [`${value - 0.01}`];
  }
  const quote = text.slice(0, 1);
  const [, digits, unit = ''] = /^(\d+)([A-Za-z]+)$/.exec(quoted) ?? [];
  const amounts = digits === undefined ? [] : [Number(digits) + 2, Number(digits) * 3].map((n) => `${n}${unit}`);
  const less = unit === 'Gi' ? [`${Number(digits) * 900}Mi`] : [];
  const all = Object.keys(fleet.environments.prod?.cluster.nodes ?? {});
  const nodes = all.includes(quoted) ? all.filter((name) => name !== quoted) : [];
  const other = nodes.length > 0 ? nodes : amounts.length > 0 ? [...amounts, ...less] : [`${quoted}wx`];
  return other.map((one) => `${quote}${one}${quote}`);
}

/** The lines that change when an author exchanges the literal, in all environments: `path:line`. */
export function linesThatChange(literal: Found): Set<string> {
  return new Set(
    environments.flatMap((environment) => {
      const before = base.get(environment);
      if (!before) return [];
      const outputs = alternatives(literal).flatMap(
        (text) => compiler.output(edited(files, literal, text), environment, before) ?? [],
      );
      const valid = outputs.filter(({ errors }) => errors.length <= before.errors.length);
      return (valid.length > 0 ? valid : outputs.slice(0, 1)).flatMap((after) => [...changed(before, after)]);
    }),
  );
}

/** The lines that `eco why` names for the literal. */
export function linesNamed({ file, line, column, text }: Found): Set<string> {
  const start = /^['"]/.test(text) && file.endsWith('.yaml') ? [column, column + 1] : [column];
  const literal = experiment.literals.find(
    ({ place, key }) =>
      key === undefined && place.file === `src/fleet/${file}` && place.line === line && start.includes(place.column),
  );
  if (!literal) return new Set();
  return new Set(
    environments.flatMap((environment) =>
      [...experiment.linesOf(literal, environment)].flatMap(([path, numbers]) =>
        [...numbers].map((n) => `${path}:${n}`),
      ),
    ),
  );
}
