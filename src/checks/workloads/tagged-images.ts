import type { Field } from '../../manifest/field.js';
import { groupBy } from '../../manifest/group-by.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';
import { parseImageRef } from '../../values/image-ref.js';
import { serviceName } from './variables.js';

/** An image that a container runs, with a tag. */
export interface Used {
  readonly at: Field;
  /** What runs it, apart from variants such as a canary. */
  readonly service: string;
  /** Without the tag, as written. */
  readonly name: string;
  readonly tag: string;
}

/** One that others of its repository are not like. */
export interface Odd {
  readonly at: Field;
  readonly message: string;
}

/** The images of a set, by repository. */
export function repositories(set: ManifestSet): Used[][] {
  const used = set.podTemplates().flatMap((pod) =>
    pod.containers.flatMap(({ field }): Used[] => {
      const at = field.at('image');
      const name = nameOf(at.text ?? '');
      const tag = parseImageRef(at.text ?? '')?.tag;
      return name === undefined || tag === undefined ? [] : [{ at, service: serviceName(pod), name, tag }];
    }),
  );
  return [...groupBy(used, ({ name }) => normal(name)).values()];
}

/** From this share on it is the rule of a repository. */
export const MOST = 0.75;

/** An image without its tag, as it is written. */
export function nameOf(image: string): string | undefined {
  const ref = parseImageRef(image);
  return ref && `${ref.registry === undefined ? '' : `${ref.registry}/`}${ref.repository}`;
}

/** Docker Hub may be written out or not. */
export function normal(name: string): string {
  return name.replace(/^(?:index\.)?docker\.io\/(?:library\/)?/, '');
}
