/** An image reference in its parts, as written: nothing is filled in. */
export interface ImageRef {
  /** Host and port: `ghcr.io`, `localhost:5000`. Absent means docker.io. */
  readonly registry?: string;
  /** `eco2/waste-api`. */
  readonly repository: string;
  /** Absent means `latest`, unless a digest is there. */
  readonly tag?: string;
  /** `sha256:` and 64 hex digits. */
  readonly digest?: string;
}

const repositoryPart = /^[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*$/;
const host =
  /^(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*|\[[0-9a-fA-F:]+\])(?::\d+)?$/;
const digestLength = new Map([
  ['sha256', 64],
  ['sha384', 96],
  ['sha512', 128],
]);

/**
 * `[registry/]repository[:tag][@digest]`. The part before the first `/` is a registry when it has a `.`, a `:` or an
 * upper-case letter, or is `localhost`.
 * Errors: undefined when {@link imageRefProblem} has something to say.
 * Source: github.com/distribution/reference, reference.go and normalize.go.
 */
export function parseImageRef(text: string): ImageRef | undefined {
  const answer = known.get(text);
  if (answer !== undefined) return answer ?? undefined;
  const parts = split(text);
  const ref = problemOf(parts, text) === undefined ? parts : undefined;
  if (known.size < MOST_KNOWN) known.set(text, ref ?? null);
  return ref;
}

/** Rules ask for the same images over and over. */
const known = new Map<string, ImageRef | null>();
const MOST_KNOWN = 10_000;

/** What is wrong with an image reference, as the rest of a sentence that starts with it; undefined when nothing is. */
export function imageRefProblem(text: string): string | undefined {
  return problemOf(split(text), text);
}

function problemOf({ registry, repository, tag, digest }: ImageRef, text: string): string | undefined {
  if (text === '') return 'is empty';
  if (registry !== undefined && !host.test(registry))
    return `has ${JSON.stringify(registry)} where a registry's host belongs`;
  const upper = /[A-Z]/.exec(repository)?.[0];
  if (upper !== undefined) return `has "${upper}" in its repository, only lower case is allowed`;
  const wrong = repository.split('/').find((part) => !repositoryPart.test(part));
  if (wrong !== undefined) {
    return `has ${JSON.stringify(wrong)} in its repository, allowed are a-z and 0-9, between them ".", "_", "__" and "-"`;
  }
  const length = (registry === undefined ? 0 : registry.length + 1) + repository.length;
  if (length > 255) return `has ${length} characters before its tag, at most 255 are allowed`;
  const inTag = tag === undefined ? undefined : tagProblem(tag);
  if (inTag !== undefined) return `has a tag that ${inTag}`;
  const inDigest = digest === undefined ? undefined : digestProblem(digest);
  return inDigest && `has a digest that ${inDigest}`;
}

function split(text: string): ImageRef {
  const at = text.indexOf('@');
  const named = at < 0 ? text : text.slice(0, at);
  const slash = named.indexOf('/');
  const first = named.slice(0, Math.max(0, slash));
  const isHost = /[.:A-Z]/.test(first) || first === 'localhost';
  const path = isHost ? named.slice(slash + 1) : named;
  const colon = path.indexOf(':');
  return {
    ...(isHost && { registry: first }),
    repository: colon < 0 ? path : path.slice(0, colon),
    ...(colon >= 0 && { tag: path.slice(colon + 1) }),
    ...(at >= 0 && { digest: text.slice(at + 1) }),
  };
}

/** What is wrong with a tag, as the rest of a sentence that starts with it: `[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}`. */
export function tagProblem(text: string): string | undefined {
  const wrong = /[^A-Za-z0-9_.-]/u.exec(text)?.[0];
  if (text === '') return 'is empty';
  if (wrong !== undefined) return `has ${JSON.stringify(wrong)}, allowed are A-Z, a-z, 0-9, "_", "." and "-"`;
  if (/^[.-]/.test(text)) return `starts with "${text.charAt(0)}", allowed there are A-Z, a-z, 0-9 and "_"`;
  return text.length > 128 ? `has ${text.length} characters, at most 128 are allowed` : undefined;
}

/** What is wrong with a digest, as the rest of a sentence that starts with it. Source: opencontainers/go-digest. */
export function digestProblem(text: string): string | undefined {
  const colon = text.indexOf(':');
  const algorithm = text.slice(0, Math.max(0, colon));
  const hex = text.slice(colon + 1);
  const length = digestLength.get(algorithm);
  if (length === undefined) return 'does not start with "sha256:", "sha384:" or "sha512:"';
  const wrong = /[^0-9a-f]/u.exec(hex)?.[0];
  if (wrong !== undefined) return `has ${JSON.stringify(wrong)} after "${algorithm}:", allowed are 0-9 and a-f`;
  if (hex.length === length) return undefined;
  return `has ${hex.length} hex digits after "${algorithm}:", ${length} are needed`;
}
