import type { Finding, Place } from '../../diagnostic/diagnostic.js';
import { circularUse } from '../../service/circular-use.js';
import type { PlacedError, Sources } from './compiler-error.js';

/** TS7022 to 7024: the type of a name, or of what a function returns, comes from itself. */
const isCircular = ({ code }: PlacedError) => code >= 7022 && code <= 7024;

/** A name that is made of itself, with the lines that make it. */
interface Made {
  readonly name: string;
  /** What it calls itself: `'cart'` of `defineService('cart', …)`. */
  readonly label: string | undefined;
  readonly at: Place;
  readonly text: string;
}

/**
 * Definitions that use each other, or themselves: the compiler says of each of them, and of each function, that it has no
 * type. One finding stands for all of these.
 *
 * @returns what is left of the errors, and the finding
 */
export function withoutCircles(errors: readonly PlacedError[], { readFile }: Sources) {
  const made = errors.flatMap((error) => {
    const [, name] = /^'(.+?)' implicitly has type 'any'/.exec(error.text) ?? [];
    return isCircular(error) && name !== undefined ? [madeAt(name, error.at, readFile(error.at.file))] : [];
  });
  const circle = circleOf(made);
  const [first, next] = circle;
  if (!first || !next) return { errors, findings: [] };
  const labels = circle.flatMap(({ label }) => label ?? []);
  const at = mention(next.name, first);
  const finding: Finding =
    labels.length === circle.length
      ? circularUse(labels, at)
      : {
          rule: 'type-error',
          severity: 'error',
          message: `what "${first.name}" is comes from itself: ${circle.map(({ name }) => name).join(' -> ')}`,
          at,
          why: 'Each needs the other before it is there.',
          fix: 'Write the value here, or in a module that needs neither.',
        };
  return { errors: errors.filter((error) => !isCircular(error)), findings: [finding] };
}

function madeAt(name: string, at: Place, source: string): Made {
  const lines = source.split(/\r?\n/).slice(at.line - 1);
  const end = lines.findIndex((line, i) => i > 0 && /^(?:export|const|let|function|class|import)\b/.test(line));
  const text = lines.slice(0, end < 0 ? lines.length : end).join('\n');
  return { name, label: /\bdefine\w+\(\s*['"`]([^'"`]+)/.exec(text)?.[1], at, text };
}

/** The first that lead back to themselves; its first once more at the end. */
function circleOf(made: readonly Made[]): readonly Made[] {
  const follow = (one: Made, path: readonly Made[]): readonly Made[] => {
    const start = path.indexOf(one);
    if (start >= 0) return [...path.slice(start), one];
    for (const next of made) {
      const circle = mentions(next.name, one) ? follow(next, [...path, one]) : [];
      if (circle.length > 0) return circle;
    }
    return [];
  };
  return made.map((one) => follow(one, [])).find((circle) => circle.length > 0) ?? [];
}

/** The name, not as a key nor as that of the declaration. */
function wordOf(name: string): RegExp {
  return new RegExp(`(?<![\\w$.'"-])(?<!const )${name.replaceAll('$', '\\$')}(?![\\w$'"-]|\\s*:)`);
}

const mentions = (name: string, { text }: Made) => wordOf(name).test(text);

function mention(name: string, { text, at }: Made): Place {
  const before = text.slice(0, text.search(wordOf(name))).split('\n');
  return {
    file: at.file,
    line: at.line + before.length - 1,
    column: (before.at(-1)?.length ?? 0) + 1,
    length: name.length,
  };
}
