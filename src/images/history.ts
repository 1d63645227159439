import { barePin, type Pin, samePin } from './image-pin.js';
import { readImages } from './images-file.js';
import { fileAt, type Repository } from './repository.js';
import { type Version, type Versions, versionsOf } from './versions.js';

/** A commit from which on a service had another image. */
export interface ImageChange extends Omit<Version, 'text'> {
  /** Undefined when the service had none from then on. */
  readonly pin: Pin | undefined;
  /** What the service was called then. */
  readonly service: string;
}

export interface ImageHistory {
  /** Newest first. */
  readonly changes: readonly ImageChange[];
  /** False when the clone is shallow: what is older is not here. */
  readonly complete: boolean;
}

/**
 * The images that a service had in an images file, as the branch had them one after the other. Renames of the service
 * and of the file are followed. A version that cannot be read (merge markers) counts as no change.
 */
export function imageHistory(repository: Repository, file: string, service: string, from = 'HEAD'): ImageHistory {
  const { versions, complete } = versionsOf(repository, file, from);
  const changes: ImageChange[] = [];
  const pins = pinReader();
  let newer: { readonly version: Version; readonly pin: Pin | undefined; readonly name: string } | undefined;
  for (const version of versions) {
    const name: string = newer?.name ?? service;
    const pin = pins(version.text, name);
    if (pin === 'unreadable') continue;
    const before = newer?.pin && !pin ? formerName(version.text ?? '', newer.version.text ?? '', newer.pin) : undefined;
    const older = before ?? { pin, name };
    if (newer && !samePin(newer.pin, older.pin)) changes.push(change(newer.version, newer.pin, newer.name));
    // Of pins that name one build the newest stays: it may have got a digest.
    const kept = newer && samePin(newer.pin, older.pin) ? newer.pin : older.pin;
    newer = { version, pin: kept, name: older.name };
  }
  if (newer?.pin) changes.push(change(newer.version, newer.pin, newer.name));
  return { changes, complete };
}

/** Whether a service had an image that fits in any of these versions, under its present name; the newest such. */
export function imageAmong({ versions }: Versions, service: string, fits: (pin: Pin) => boolean): Pin | undefined {
  const pins = pinReader();
  for (const { text } of versions) {
    const pin = pins(text, service);
    if (pin !== undefined && pin !== 'unreadable' && fits(pin)) return pin;
  }
  return undefined;
}

/** The image of a service at one commit; undefined when it had none there. */
export function imageAt(repository: Repository, file: string, service: string, commit: string): Pin | undefined {
  const pin = pinReader()(fileAt(repository, commit, file), service);
  return pin === 'unreadable' ? undefined : pin;
}

function change({ text: _, ...version }: Version, pin: Pin | undefined, service: string): ImageChange {
  return { ...version, pin, service };
}

/** Reads one service's pin from one version after the other. Most versions do not touch its line: those cost nothing. */
function pinReader(): (text: string | undefined, service: string) => Pin | undefined | 'unreadable' {
  let known: { readonly lines: string; readonly pin: Pin | undefined | 'unreadable' } | undefined;
  return (text, service) => {
    if (text === undefined) return undefined;
    const lines = `${service}\n${text
      .split('\n')
      .filter((line) => line.includes(service))
      .join('\n')}`;
    if (known?.lines !== lines) known = { lines, pin: pinIn(text, service) };
    return known.pin;
  };
}

function pinIn(text: string, service: string): Pin | undefined | 'unreadable' {
  const { images, findings } = readImages(text, '');
  const found = images.get(service);
  return found ? barePin(found) : findings.length > 0 ? 'unreadable' : undefined;
}

/**
 * The name that a service had before a commit renamed it: the one name that went when one came, or the one that went
 * and had the same image.
 */
function formerName(older: string, newer: string, pin: Pin): { readonly pin: Pin; readonly name: string } | undefined {
  const [before, after] = [readImages(older, '').images, readImages(newer, '').images];
  const gone = [...before].filter(([name]) => !after.has(name));
  const came = [...after].filter(([name]) => !before.has(name));
  const same = gone.filter(([, one]) => samePin(one, pin));
  const [only] = gone.length === 1 && came.length === 1 ? gone : same.length === 1 ? same : [];
  return only && { name: only[0], pin: barePin(only[1]) };
}
