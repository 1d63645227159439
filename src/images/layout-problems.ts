import { isNode, isSeq, type YAMLError } from 'yaml';
import { didYouMean } from '../values/did-you-mean.js';
import { quoted } from '../values/listed.js';

/** Offsets in the text, the end excluded. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** What is wrong with an images file as such, not with an image in it. */
export interface LayoutProblem {
  readonly span: Span;
  readonly message: string;
  readonly why: string;
  readonly fix: string;
}

const unread = 'The file is not read: no service has an image, and nothing is written.';
const whole = { start: 0, end: 0 };

/** Where a node stands; the start of the text for what is no node. */
export function spanOf(node: unknown): Span {
  const [start, end] = (isNode(node) && node.range) || [0, 0];
  return { start, end };
}

/** Conflict markers alone, if there are any: the YAML errors they cause say nothing new. Else one error a line. */
export function brokenYaml(
  text: string,
  errors: readonly YAMLError[],
  lineOf: (offset: number) => number,
): LayoutProblem[] {
  const conflicts = [...text.matchAll(/^<{7}(?: .*)?$/gm)].map(({ index, 0: marker }) => ({
    span: { start: index, end: index + marker.trimEnd().length },
    message: 'images file has a merge conflict that is not resolved',
    why: unread,
    fix: 'Keep the lines of one side, and delete the other side and the three marker lines.',
  }));
  if (conflicts.length > 0) return conflicts;
  // What an earlier error leaves open is missed at the end of the text: that is no second cause.
  const causes = errors.filter(({ pos: [start] }, i) => i === 0 || text.slice(start).trim() !== '');
  const first = new Map(causes.toReversed().map((error) => [lineOf(error.pos[0]), error]));
  return [...first.values()].toReversed().map(({ code, message, pos: [start, end] }) => ({
    span: { start, end },
    message: `images file is not YAML: ${code === 'MULTIPLE_DOCS' ? 'it has more than one document' : lowerFirst(message)}`,
    why: unread,
    fix: 'Write each service on a line of its own: its name, a colon, a space, its tag.',
  }));
}

export function noMapping(contents: unknown): LayoutProblem {
  const found = contents === null ? 'nothing' : isSeq(contents) ? 'a list' : 'no lines of "key: value"';
  return {
    span: spanOf(contents),
    message: `images file holds ${found}, "version: 1" and "images:" are needed`,
    why: unread,
    fix: 'Write "version: 1", then "images:", and under it a line "  cart: <tag>" for each service.',
  };
}

export function missingKey(name: string): LayoutProblem {
  return {
    span: whole,
    message: `images file has no "${name}"`,
    why: name === 'version' ? 'A later eco cannot tell what the lines mean.' : unread,
    fix:
      name === 'version' ? 'Write "version: 1" above "images:".' : 'Write "images:" above the lines of the services.',
  };
}

export function wrongVersion(given: string, span: Span): LayoutProblem {
  return {
    span,
    message:
      given === '' ? 'version has no number, 1 is known' : `version ${JSON.stringify(given)} is unknown, 1 is known`,
    why: 'In another version the lines may mean something else.',
    fix: 'Write "version: 1", or update @eco2/manifests if a later one wrote the file.',
  };
}

/** Adds the problem, and returns the key that was meant: where that is missing, one finding is enough. */
export function unknownKey(
  name: string,
  span: Span,
  known: readonly string[],
  add: LayoutProblem[],
): string | undefined {
  const meant = didYouMean(name, known);
  add.push({
    span,
    message: `key ${JSON.stringify(name)} is unknown, allowed are ${quoted(known).join(' and ')}`,
    why: 'Nothing reads what stands there.',
    fix: meant === undefined ? 'Delete it.' : `Rename it to "${meant}".`,
  });
  return meant;
}

export function noLines(span: Span): LayoutProblem {
  return {
    span,
    message: '"images" holds no lines of "service: tag"',
    why: unread,
    fix: 'Write each service on a line of its own, without braces: "  cart: <tag>".',
  };
}

export function twice(name: string, span: Span, firstLine?: number): LayoutProblem {
  return {
    span,
    message: `"${name}" stands there twice${firstLine === undefined ? '' : `, first in line ${firstLine}`}`,
    why: 'Some readers take the first, others the last: what runs depends on the tool.',
    fix: 'Delete one of the two.',
  };
}

export function strangeKey(span: Span): LayoutProblem {
  return {
    span,
    message: 'line does not start with a name',
    why: 'No service gets the image that stands there.',
    fix: 'Write a name, a colon, a space, a tag: "  cart: <tag>".',
  };
}

export function noScalar(service: string, span: Span): LayoutProblem {
  return {
    span,
    message: `image of "${service}" is more than a tag`,
    why: 'Its service has no image.',
    fix: `Write "${service}: <tag>" or "${service}: <tag>@sha256:<digest>", without an anchor or a YAML tag.`,
  };
}

export function severalLines(service: string, span: Span): LayoutProblem {
  return {
    span,
    message: `image of "${service}" is not on the line of its name`,
    why: '`eco image set` writes, and a reviewer reads, one line a service.',
    fix: `Write "${service}: <tag>" on one line.`,
  };
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
