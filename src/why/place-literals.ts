import { SourceMap } from 'node:module';
import type { Place } from '../diagnostic/diagnostic.js';
import { instrument, literalsIn, type Site } from './literals.js';

/** A module of a fleet as the compiler wrote it, and what it was written from. */
export interface CompiledModule {
  /** Below the folder of compiled modules, with `/`. */
  readonly path: string;
  /** CommonJS. */
  readonly code: string;
  /** The source map, as JSON. */
  readonly map: string;
  /** The author's file, from the project's root, and its text. */
  readonly file: string;
  readonly source: string;
}

/** A site of a module and where the author wrote it. */
export interface PlacedSite extends Site {
  readonly place: Place;
}

export interface PlacedLiterals {
  /** Of all modules; a site's number is its position here. */
  readonly sites: readonly PlacedSite[];
  /** Path -> the code that asks `name(number, value)` for each. */
  readonly modules: ReadonlyMap<string, string>;
}

/** The literals of modules at their places, and the modules' code asking for them. */
export function placeLiterals(compiled: readonly CompiledModule[], name: string): PlacedLiterals {
  const modules = new Map<string, string>();
  const sites: PlacedSite[] = [];
  for (const module of compiled) {
    const place = placesOf(module);
    const found = literalsIn(module.code).flatMap((site) => {
      const at = place(site.start, site.end);
      return at ? [{ ...site, place: at }] : [];
    });
    modules.set(module.path, instrument(module.code, found, name, sites.length));
    sites.push(...found);
  }
  return { sites, modules };
}

/** Where the author wrote what stands at an offset of the compiled code; undefined for what the compiler added. */
function placesOf({ code, map, file, source }: CompiledModule) {
  const mapping = new SourceMap(JSON.parse(map));
  const lines = source.split('\n');
  return (start: number, end: number): Place | undefined => {
    const lineStart = code.lastIndexOf('\n', start - 1) + 1;
    const line = code.slice(0, lineStart).split('\n').length - 1;
    const found = mapping.findEntry(line, start - lineStart);
    if (!('originalLine' in found)) return undefined;
    const written = code.slice(start, end);
    // The place of a template string is that of the sign before its first character.
    const column = (lines[found.originalLine] ?? '').indexOf(written, found.originalColumn);
    if (column < 0 || column > found.originalColumn + 1) return undefined;
    const { length } = written;
    return { file, line: found.originalLine + 1, column: column + 1, ...(length > 1 && { length }) };
  };
}
