import { relative } from 'node:path';
import { blobsBelow } from '../../images/commit-object.js';
import { type Pin, samePin } from '../../images/image-pin.js';
import { readImages } from '../../images/images-file.js';
import type { Repository } from '../../images/repository.js';
import { setImage } from '../../images/set-image.js';
import type { Difference } from '../../synth/commit/plan.js';
import type { Project } from '../project.js';
import { type Change, type Decide, type Prepared, prepare, type View } from './change.js';
import { asFiles, delta } from './delta.js';

/** A change as it would be committed on top of one commit. */
export interface Worked {
  readonly prepared: Prepared;
  /** Of `dist/`. */
  readonly difference: Difference;
  /** Text by path from the project's root; undefined for a file that goes. */
  readonly files: ReadonlyMap<string, string | undefined>;
  /** What the commit underneath has in the place of these files: Git's name of the content. */
  readonly replaced: ReadonlyMap<string, string | undefined>;
}

/**
 * Works a change out on top of a commit. Where an earlier attempt did so already, and others have only changed other
 * services since, what it found still holds: synthesis is the slow part, and whoever is slow is overtaken again.
 */
export function workOut(
  project: Project,
  repository: Repository,
  view: View,
  decide: Decide,
  earlier: Worked | undefined,
): Worked {
  const change = decide(view);
  const dist = relative(project.root, project.dist);
  const standing = blobsBelow(repository, view.revision, `${dist}/${change.environment}`);
  const again = earlier && repeat(earlier, change, view, standing);
  if (again) return again;
  const prepared = prepare(project, view, () => change);
  if (prepared.findings.length > 0) return { prepared, difference: nothing, files: new Map(), replaced: new Map() };
  const difference = delta(dist, prepared, standing, view.revision);
  const files = new Map([[prepared.imagesFile, prepared.text], ...asFiles(dist, prepared, difference)]);
  const replaced = new Map([...files.keys()].map((path) => [path, standing.get(path)]));
  return { prepared, difference, files, replaced };
}

const nothing: Difference = { added: [], changed: [], removed: [] };

/** The same change again, in the images file as it is now; undefined when anything that it rests on has changed. */
function repeat(
  { prepared, difference, files, replaced }: Worked,
  change: Change,
  view: View,
  standing: ReadonlyMap<string, string>,
): Worked | undefined {
  const { imagesFile, moves } = prepared;
  if (!sameImages(prepared.change.pins, change.pins) || prepared.change.environment !== change.environment)
    return undefined;
  const before = view.read(imagesFile);
  if (before === undefined) return undefined;
  const { images, findings } = readImages(before, imagesFile);
  const untouched =
    findings.length === 0 &&
    moves.every(({ service, from }) => samePin(images.get(service), from)) &&
    [...replaced].every(([path, id]) => path === imagesFile || standing.get(path) === id);
  if (!untouched) return undefined;
  let text = before;
  for (const [service, pin] of change.pins) text = setImage(text, service, pin) ?? text;
  return {
    prepared: { ...prepared, change, text },
    difference,
    files: new Map([...files, [imagesFile, text]]),
    replaced,
  };
}

function sameImages(a: ReadonlyMap<string, Pin>, b: ReadonlyMap<string, Pin>): boolean {
  return (
    a.size === b.size &&
    [...a].every(([service, { tag, digest }]) => {
      const other = b.get(service);
      return other?.tag === tag && other.digest === digest;
    })
  );
}
