import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from '../../diagnostic/diagnostic.js';
import { readImages } from '../../images/images-file.js';
import type { Fleet } from '../../service/fleet.js';
import { didYouMean } from '../../values/did-you-mean.js';
import type { Project } from '../project.js';

/** Images files of environments that the fleet does not have: nothing reads them. */
export function strayImages(project: Project, fleet: Fleet): Finding[] {
  const known = Object.keys(fleet.environments);
  const folder = join(project.root, fleet.images);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .sort()
    .flatMap((name): Finding[] => {
      const environment = /^(.+)\.ya?ml$/.exec(name)?.[1];
      if (environment === undefined || known.map((one) => `${one}.yaml`).includes(name)) return [];
      const near = didYouMean(environment, known) ?? (known.includes(environment) ? environment : undefined);
      return [
        {
          rule: 'images-file',
          severity: 'error',
          message: `"${name}" is the images file of no environment`,
          at: { file: `${fleet.images}/${name}`, line: 1, column: 1 },
          why: 'Nothing reads it: a tag that is written there never runs.',
          fix: near
            ? `Move its lines to ${near}.yaml, and delete it.`
            : `Delete it, or name it after one of: ${known.join(', ')}.`,
        },
      ];
    });
}

/** An environment's images as its file says them. */
export interface LoadedImages extends ReturnType<typeof readImages> {
  readonly file: string;
}

/** The images file of an environment, from the project's root. */
export function imagesFileOf(fleet: Fleet, environment: string): string {
  return `${fleet.images}/${environment}.yaml`;
}

/**
 * The images file of an environment. A file that is missing is one finding, and no images.
 * `text`: what the file is about to be, where that is not on disk yet.
 */
export function loadImages(project: Project, fleet: Fleet, environment: string, text?: string): LoadedImages {
  const file = imagesFileOf(fleet, environment);
  const path = join(project.root, file);
  if (text !== undefined) return { ...readImages(text, file), file };
  const isThere = existsSync(path);
  if (isThere && statSync(path).isFile()) return { ...readImages(readFileSync(path, 'utf8'), file), file };
  const finding: Finding = {
    rule: 'images-file',
    severity: 'error',
    message: isThere
      ? `the images file of "${environment}" is no file`
      : `there is no images file for "${environment}"`,
    at: { file, line: 1, column: 1 },
    why: 'No service of the environment has an image to run.',
    fix: `${isThere ? 'Remove it, and create' : 'Create'} ${file} with "version: 1" and "images:", one line a service.`,
  };
  return { images: new Map(), findings: [finding], file };
}
