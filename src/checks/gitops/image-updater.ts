import { isObject, text } from '../../manifest/access.js';
import { Field } from '../../manifest/field.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';

const PREFIX = 'argocd-image-updater.argoproj.io/';

/** What the annotations of an Application, or of those that an ApplicationSet makes, tell the image updater. */
export interface UpdaterAnnotations {
  readonly root: Field;
  /** By their names without the prefix. */
  readonly settings: ReadonlyMap<string, Field>;
  /** Of `image-list`, as it is written. */
  readonly images: readonly UpdatedImage[];
}

/** An entry of `image-list`: `alias=image:constraint`. Source: Argo CD Image Updater, basics/update. */
export interface UpdatedImage {
  readonly at: Field;
  readonly alias: string;
  readonly image: string;
  readonly constraint: string;
  /** The image with the elements of the ApplicationSet filled in; as it is written where there are none. */
  readonly filled: readonly string[];
}

/** The annotations of every Application and ApplicationSet of a set that are for the image updater. */
export function updaterAnnotations(set: ManifestSet): UpdaterAnnotations[] {
  const places = [
    ...set.fields('Application').map((root) => ({ root, annotations: root.at('metadata.annotations') })),
    ...set
      .fields('ApplicationSet')
      .map((root) => ({ root, annotations: root.at('spec.template.metadata.annotations') })),
  ];
  return places.flatMap(({ root, annotations }) => {
    const own = annotations.entries().filter(([key]) => key.startsWith(PREFIX));
    if (own.length === 0) return [];
    const settings = new Map(own.map(([key, field]) => [key.slice(PREFIX.length), field]));
    const list = settings.get('image-list');
    return [{ root, settings, images: list ? imagesOf(list, root) : [] }];
  });
}

function imagesOf(list: Field, root: Field): UpdatedImage[] {
  const elements = root.items('spec.generators').flatMap((one) => one.items('list.elements'));
  return (list.text ?? '').split(',').map((written) => {
    const equals = written.indexOf('=');
    const image = written.slice(equals + 1).trim();
    const colon = image.indexOf(':', image.lastIndexOf('/') + 1);
    const values = elements.map(({ value }) =>
      image.replaceAll(/\{\{\s*\.?([\w.-]+)\s*\}\}/g, (whole, key) =>
        isObject(value) ? (text(value, [key]) ?? whole) : whole,
      ),
    );
    return {
      at: new Field(list.manifest, list.path, image),
      alias: equals < 0 ? '' : written.slice(0, equals).trim(),
      image: colon < 0 ? image : image.slice(0, colon),
      constraint: colon < 0 ? '' : image.slice(colon + 1),
      filled: values.length > 0 ? values : [image],
    };
  });
}
