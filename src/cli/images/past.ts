import { type ImageHistory, imageHistory } from '../../images/history.js';
import { samePin } from '../../images/image-pin.js';
import { type ImagePin, readImages } from '../../images/images-file.js';
import { previousImages } from '../../images/previous.js';
import { openRepository, type Repository } from '../../images/repository.js';
import type { Fleet } from '../../service/fleet.js';
import { Failure } from '../failure.js';
import { imagesFileOf } from '../load/load-images.js';
import type { Project } from '../project.js';
import type { View } from './change.js';
import { environmentFor } from './change.js';

/** One service's images in one environment, as Git has them. */
export interface Past extends ImageHistory {
  readonly repository: Repository;
  readonly file: string;
  /** As the file says it now. */
  readonly current: ImagePin | undefined;
}

/** Reads a service's history. @throws GitRefusal; Failure when its present image is not committed, so not in it */
export function pastOf(project: Project, view: View, environment: string, service: string): Past {
  const repository = openRepository(project.root);
  const file = imagesFileOf(view.fleet, environment);
  const current = readImages(view.read(file) ?? '', file).images.get(service);
  const history = imageHistory(repository, file, service, view.revision);
  if (current && !samePin(history.changes[0]?.pin, current)) throw uncommitted(service, current);
  return { repository, file, current, ...history };
}

function uncommitted(service: string, { place }: ImagePin): Failure {
  return new Failure({
    rule: 'git-dirty',
    severity: 'error',
    message: `the image of "${service}" is changed and not committed`,
    at: place,
    why: 'It is not known which image was meant to run before it. Nothing was done.',
    fix: `Commit it, or take it back: git checkout -- ${place.file}`,
  });
}

/**
 * The environment that an option names; without one, that which Argo CD reads from the branch that is checked out, or
 * else the first that images go to.
 */
export function environmentHere(project: Project, fleet: Fleet, named: string | undefined): string {
  if (named !== undefined) return environmentFor(fleet, named);
  const { branch } = openRepository(project.root);
  const here = Object.entries(fleet.environments).filter(([, { git }]) => git.revision === branch);
  return here.length === 1 && here[0] ? here[0][0] : environmentFor(fleet, undefined);
}

/** Other environments in which a service had another image before its present one. */
export function earlierElsewhere(project: Project, { fleet, revision }: View, environment: string, service: string) {
  const repository = openRepository(project.root);
  return Object.keys(fleet.environments).filter((other) => {
    if (other === environment) return false;
    const { changes } = imageHistory(repository, imagesFileOf(fleet, other), service, revision);
    return previousImages(changes).length > 0;
  });
}

/** Refuses to answer from half a history. */
export function refuseShallow({ complete }: ImageHistory, service: string): void {
  if (complete) return;
  throw new Failure({
    rule: 'git-shallow',
    severity: 'error',
    message: `this clone does not have the whole history of "${service}": it is shallow`,
    why: 'What ran before may stand in commits that are not here. Nothing was written.',
    fix: 'git fetch --unshallow. In a workflow: actions/checkout with "fetch-depth: 0".',
  });
}
