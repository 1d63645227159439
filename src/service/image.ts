import { combine, from, type Input, type Traced } from '../construct/traced.js';

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
  const { digest } = image;
  return reference(image, from(image, 'tag'), digest ? `@${digest}` : '');
}

/** The same repository with another tag, whose digest nobody has recorded. */
export function otherImage(image: Image, tag: Input<string>): Traced<string> {
  return reference(image, tag, '');
}

function reference({ repository }: Image, tag: Input<string>, digest: string): Traced<string> {
  return combine([tag], (text) => `${repository}:${text}${digest}`);
}
