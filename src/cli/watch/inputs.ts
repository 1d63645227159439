import { type Dirent, type FSWatcher, readdirSync, type Stats, statSync, watch } from 'node:fs';
import { dirname, join } from 'node:path';

/** What a run reads: file -> a mark that is another after each save. */
export type InputState = ReadonlyMap<string, string>;

/** Where the inputs lie, absolute. What is not there yet counts too. */
export interface InputPlaces {
  /** Read with all that is below them, but for what starts with a dot, and `node_modules`. */
  readonly folders: readonly string[];
  readonly files: readonly string[];
  /** Folders below those that are no inputs. */
  readonly except: readonly string[];
}

/** Files that were saved, added or removed between two states, in order. */
export function changedInputs(before: InputState, after: InputState): readonly string[] {
  const files = new Set([...before.keys(), ...after.keys()]);
  return [...files].filter((file) => before.get(file) !== after.get(file)).sort();
}

/** When the last of these files was saved, in milliseconds since 1970; undefined when none of them is there. */
export function savedAt(state: InputState, files: readonly string[]): number | undefined {
  const times = files.flatMap((file) => state.get(file)?.split(' ').at(-1) ?? []).map(Number);
  return times.length > 0 ? Math.max(...times) : undefined;
}

// Editors save in steps: wait for a moment of quiet, but not for long. What takes longer, as a checkout, begins a look, and
// its next step ends that again.
const quiet = 2;
const longest = 50;

/**
 * Watches the inputs. An event only says where to look: what counts is the state of the files, so that it does not matter
 * how an editor saves, nor whether a system names the file that changed. Folders are watched, never files: a file that is
 * replaced by a rename is another file.
 */
export class Inputs {
  readonly #watchers = new Map<string, { readonly watcher: FSWatcher; readonly inode: number }>();
  #look: () => void = () => {};
  #timer: NodeJS.Timeout | undefined;
  #first = 0;

  /** @param places asked at each look: what a fleet reads may change with it */
  constructor(private readonly places: () => InputPlaces) {}

  /** The state of the files now; from here on, what changes in it is noticed. */
  read(): InputState {
    const state = new Map<string, string>();
    const { folders, files, except } = this.places();
    const seen = new Set<string>();
    for (const folder of folders) this.#walk(folder, new Set(except), state, seen);
    for (const file of files) {
      this.#watch(dirname(file), seen);
      add(state, file, statOf(file));
    }
    for (const [folder, { watcher }] of this.#watchers) {
      if (seen.has(folder)) continue;
      watcher.close();
      this.#watchers.delete(folder);
    }
    return state;
  }

  /** The next state that differs from this one. One waiter at a time. */
  changed(from: InputState): Promise<InputState> {
    return new Promise((done) => {
      this.#look = () => {
        const now = this.read();
        if (changedInputs(from, now).length === 0) return;
        this.#look = () => {};
        done(now);
      };
    });
  }

  /** Looks without an event. */
  look(): void {
    this.#look();
  }

  close(): void {
    clearTimeout(this.#timer);
    for (const { watcher } of this.#watchers.values()) watcher.close();
    this.#watchers.clear();
  }

  #event(): void {
    const now = performance.now();
    if (this.#timer === undefined) this.#first = now;
    clearTimeout(this.#timer);
    const wait = Math.max(0, Math.min(quiet, this.#first + longest - now));
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#look();
    }, wait);
  }

  #walk(folder: string, except: ReadonlySet<string>, state: Map<string, string>, seen: Set<string>): void {
    // Before its entries are read: what comes after that raises an event.
    if (!this.#watch(folder, seen)) return;
    for (const entry of entriesOf(folder)) {
      const path = join(folder, entry.name);
      if (entry.name.startsWith('.') || entry.name === 'node_modules' || except.has(path)) continue;
      // A link to a folder is not followed: it may lead back.
      if (entry.isDirectory()) this.#walk(path, except, state, seen);
      else add(state, path, statOf(path));
    }
  }

  /** Watches a folder, or, where there is none, the nearest one above in which it may appear. */
  #watch(folder: string, seen: Set<string>): boolean {
    const stat = statOf(folder);
    if (!stat?.isDirectory()) {
      if (dirname(folder) !== folder) this.#watch(dirname(folder), seen);
      return false;
    }
    seen.add(folder);
    const known = this.#watchers.get(folder);
    // Removed and made again: the old watcher looks at what is gone.
    if (known?.inode === stat.ino) return true;
    known?.watcher.close();
    const watcher = watch(folder, () => this.#event());
    watcher.on('error', () => this.#event());
    this.#watchers.set(folder, { watcher, inode: stat.ino });
    return true;
  }
}

function add(state: Map<string, string>, file: string, stat: Stats | undefined): void {
  // The last one also of a file that was renamed into place.
  if (stat) state.set(file, [stat.ino, stat.size, stat.mtimeMs, stat.ctimeMs].join(' '));
}

function statOf(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    // Removed a moment ago, or a link that leads nowhere: whoever reads it says so.
    return undefined;
  }
}

function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}
