import { digestProblem, tagProblem } from '../values/image-ref.js';

/** The build that a service runs, without the repository: the fleet knows that. */
export interface Pin {
  /** Any tag but `latest`. */
  readonly tag: string;
  /** `sha256:` and 64 hex digits. With it the nodes pull these bytes, wherever the tag has moved. */
  readonly digest?: string;
}

/**
 * Reads `1f3c9a2` or `1f3c9a2@sha256:…`. The text is taken as it stands: `0123456`, `12e4567` and `1.10` are tags.
 * Errors: undefined when {@link pinProblem} has something to say.
 */
export function parsePin(text: string): Pin | undefined {
  return pinProblem(text) === undefined ? split(text) : undefined;
}

/** What is wrong with a pin, as a clause of its own: `tag "v1+2" has "+", allowed are …`; undefined when nothing is. */
export function pinProblem(text: string): string | undefined {
  const { tag, digest } = split(text);
  const inTag = tag === 'latest' ? 'names whatever was pushed last, a tag of one build is needed' : tagProblem(tag);
  if (inTag !== undefined) return `tag "${tag}" ${inTag}`;
  const inDigest = digest === undefined ? undefined : digestProblem(digest);
  return inDigest && `digest "${digest}" ${inDigest}`;
}

function split(text: string): Pin {
  const at = text.indexOf('@');
  return at < 0 ? { tag: text } : { tag: text.slice(0, at), digest: text.slice(at + 1) };
}

/** The pin as text; the reverse of {@link parsePin}. */
export function formatPin({ tag, digest }: Pin): string {
  return digest === undefined ? tag : `${tag}@${digest}`;
}

/** Tag and digest alone, without what else is known of the pin. */
export function barePin({ tag, digest }: Pin): Pin {
  return digest === undefined ? { tag } : { tag, digest };
}

/** Whether two pins name one build. A pin without a digest may have got one later: its tag decides then. */
export function samePin(a: Pin | undefined, b: Pin | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return a.tag === b.tag && (a.digest === undefined || b.digest === undefined || a.digest === b.digest);
}
