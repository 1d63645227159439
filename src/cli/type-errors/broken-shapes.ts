import type { Finding } from '../../diagnostic/diagnostic.js';

/** A file that cannot be read because of what stands where, not because a mark is missing. */
interface BrokenShape {
  /** As it stands in the source; `<here>` is what the message is about. */
  readonly looks: RegExp;
  readonly message: string;
  readonly fix: string;
}

/** To add one: how it looks, and what to say. The first that fits is told, once for each place. */
const shapes: readonly BrokenShape[] = [
  {
    looks: /^(?<here><{7}) .*$/dgm,
    message: 'a merge of Git ends in a conflict here',
    fix: 'Keep one of the two sides, or both, and delete the lines with <<<<<<<, ======= and >>>>>>>.',
  },
  {
    looks: /=>[ \t]*(?<here>\{)[ \t]*\n\s*['"]?[\w$]+['"]?:[^\n]*,[ \t]*(?:\/\/.*)?\n/dg,
    message: 'this { begins the body of a function, not the object that it returns',
    fix: 'Write => ({ here, and }) where the object ends.',
  },
  {
    looks: /(?<here>=>)[ \t]*\n\s*['"]?[\w$]+['"]?:[^\n]*,[ \t]*(?:\/\/.*)?\n/dg,
    message: 'what the function returns has no brackets around it',
    fix: 'Write => ({ here, and }) where the object ends.',
  },
];

/** The places of the first of these shapes that a source has; none where it has none. */
export function brokenShapes(file: string, source: string): readonly Finding[] {
  for (const { looks, message, fix } of shapes) {
    const places = [...source.matchAll(looks)].flatMap(({ indices }) => {
      const [start, end] = indices?.groups?.here ?? [];
      return start === undefined || end === undefined ? [] : [placeAt(file, source, start, end - start)];
    });
    if (places.length > 0)
      return places.map((at) => ({ rule: 'type-error', severity: 'error', message, at, why, fix }));
  }
  return [];
}

const why = 'Nothing of the file can be read, and nothing is done before the fleet type-checks.';

function placeAt(file: string, source: string, offset: number, length: number) {
  const before = source.slice(0, offset).split('\n');
  return { file, line: before.length, column: (before.at(-1)?.length ?? 0) + 1, length };
}
