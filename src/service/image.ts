import { combine, from, type Traced } from '../construct/traced.js';

/** An image as the images file pins it. */
export interface Image {
  /** Registry, owner and name, without tag: `ghcr.io/acme/waste-api`. */
  readonly repository: string;
  readonly tag: string;
  /** `sha256:…`; then the tag is only a name for people, and the digest decides. */
  readonly digest?: string;
}

/** `repository:tag` or `repository:tag@digest`. */
export function imageReference(image: Image): Traced<string> {
  const { repository, digest } = image;
  return combine([from(image, 'tag')], (tag) => `${repository}:${tag}${digest ? `@${digest}` : ''}`);
}
