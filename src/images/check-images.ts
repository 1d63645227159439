import { notInList } from '../diagnostic/causes.js';
import type { Finding } from '../diagnostic/diagnostic.js';
import { didYouMean } from '../values/did-you-mean.js';
import { listed, quoted } from '../values/listed.js';
import type { ImagePin } from './images-file.js';

/**
 * Compares an images file with the fleet. A service without a line is an error: its pods have no image. A line that
 * names no service is an error too; where its name is near that of a service without a line, the two are one error.
 * Services without a line are reported at `file`, of `environment`, all of them at once: `eco image set` writes nothing
 * that leaves one without. `certain`: whether the names are all there are; when a mistake
 * hides some, a line may be theirs, and is not reported. `elsewhere`: services that run in other environments.
 */
export function checkImages(
  images: ReadonlyMap<string, Pick<ImagePin, 'place'>>,
  serviceNames: Iterable<string>,
  { file, environment }: { readonly file: string; readonly environment: string },
  {
    certain = true,
    elsewhere = new Set(),
  }: { readonly certain?: boolean; readonly elsewhere?: ReadonlySet<string> } = {},
): Finding[] {
  const services = new Set(serviceNames);
  const without = new Set([...services].filter((service) => !images.has(service)).sort());
  const findings: Finding[] = [];
  for (const [name, { place }] of images) {
    if (services.has(name)) continue;
    const meant = didYouMean(name, without);
    if (meant !== undefined) without.delete(meant);
    if (meant !== undefined) findings.push(misspelt(name, meant, place));
    else if (certain) findings.push(elsewhere.has(name) ? notHere(name, place) : nobody(name, place));
  }
  return [...findings, ...missing([...without], file, environment)];
}

const rule = 'images-file';

function misspelt(name: string, meant: string, place: ImagePin['place']): Finding {
  return {
    rule,
    severity: 'error',
    message: `"${name}" is no service, and "${meant}" has no image`,
    at: place,
    why: `The pods of "${meant}" have no image.`,
    fix: `Rename "${name}" to "${meant}".`,
  };
}

function nobody(name: string, place: ImagePin['place']): Finding {
  return {
    rule,
    severity: 'error',
    message: `"${name}" is no service that the fleet lists`,
    at: place,
    // Each environment has a file.
    cause: notInList(name),
    why: 'Nothing reads its image, and nothing is written for it.',
    fix: "Add the service to the list in the fleet's index, or delete the line.",
  };
}

function notHere(name: string, place: ImagePin['place']): Finding {
  return {
    rule,
    severity: 'error',
    message: `"${name}" does not run in this environment`,
    at: place,
    why: 'Nothing reads its image; when it runs here later, it starts with an old build.',
    fix: 'Delete the line, or let the service run here.',
  };
}

function missing(services: readonly string[], file: string, environment: string): Finding[] {
  const [first, ...more] = services;
  if (first === undefined) return [];
  const names = listed(quoted(services));
  const command = `eco image set ${services.map((service) => `${service}=TAG`).join(' ')} --env ${environment}`;
  return [
    {
      rule,
      severity: 'error',
      message:
        more.length > 0
          ? `services ${names} have no image in "${environment}"`
          : `service ${names} has no image in "${environment}"`,
      at: { file, line: 1, column: 1 },
      why: `${more.length > 0 ? 'Their' : 'Its'} pods have no image.`,
      fix: `${command}, or a line "${first}: TAG" under "images:"${more.length > 0 ? ', and so on' : ''}.`,
    },
  ];
}
