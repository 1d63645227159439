import { posix } from 'node:path';
import { parseSync } from '@swc/core';
import { align } from '../../src/diff/compare/align.js';
import type { Fleet } from '../../src/service/fleet.js';
import { synthesize } from '../../src/synth/synthesize.js';
import { compile, type Files, inputOf, outside } from './fleet.js';

// What `eco why` must agree with, worked out in another way: the text of a literal is exchanged in the author's file, as
// an author would, the file compiled by another compiler, and whole outputs compared.

/** A literal in the text of a file. */
export interface Found {
  readonly file: string;
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly column: number;
  /** As it is written. */
  readonly text: string;
}

/** Every string, number and boolean that the files write as a value. */
export function literalsOf(files: Files): Found[] {
  return Object.entries(files).flatMap(([file, source]) =>
    file.endsWith('.yaml') ? tagsIn(file, source) : valuesIn(file, source),
  );
}

function valuesIn(file: string, source: string): Found[] {
  // The parser counts bytes, from one file to the next: the sign before the text says where this one begins.
  const bytes = Buffer.from(`;${source}`);
  const module = parseSync(`;${source}`, { syntax: 'typescript' });
  const found: Found[] = [];
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) for (const one of node) visit(one);
    if (typeof node !== 'object' || node === null || Array.isArray(node)) return;
    const { type, span } = node as { type?: string; span?: { start: number; end: number } };
    if (type === 'ImportDeclaration' || type?.startsWith('TsType')) return;
    if (span && (type === 'StringLiteral' || type === 'NumericLiteral' || type === 'BooleanLiteral')) {
      const [start, end] = [span.start, span.end].map(
        (at) => bytes.subarray(0, at - module.span.start).toString().length - 1,
      ) as [number, number];
      found.push(place(file, source, start, end));
    }
    for (const [name, child] of Object.entries(node)) {
      // Types, and names of properties.
      if (name !== 'typeAnnotation' && name !== 'typeParams' && name !== 'typeParameters' && name !== 'key')
        visit(child);
    }
  };
  visit(module.body);
  return found;
}

function tagsIn(file: string, source: string): Found[] {
  return [...source.matchAll(/^ {2}[\w-]+: ("[^"]+")$/gm)].map(({ index, 0: line, 1: tag = '' }) => {
    const start = index + line.indexOf(tag);
    return place(file, source, start, start + tag.length);
  });
}

function place(file: string, source: string, start: number, end: number): Found {
  const before = source.slice(0, start).split('\n');
  return {
    file,
    start,
    end,
    line: before.length,
    column: (before.at(-1)?.length ?? 0) + 1,
    text: source.slice(start, end),
  };
}

/** The files with one literal written otherwise. */
export function edited(files: Files, { file, start, end }: Found, text: string): Files {
  const source = files[file] ?? '';
  return { ...files, [file]: source.slice(0, start) + text + source.slice(end) };
}

/** What the files give in one environment, in the order of the tree; undefined when that throws. */
export interface Output {
  readonly files: ReadonlyMap<string, string>;
  readonly names: readonly string[];
  readonly errors: readonly string[];
}

export class Compiler {
  private readonly cache = new Map<string, string>();

  output(files: Files, environment: string, before?: Output): Output | undefined {
    try {
      const fleet = this.run(files);
      const input = inputOf(files, environment);
      const names = fleet.definitions.map(({ name }) => name);
      // Who renames a service renames its line in the images files.
      const images = new Map(input.images);
      names.forEach((name, i) => {
        const pin = input.images.get(before?.names[i] ?? '');
        if (pin && !images.has(name)) images.set(name, pin);
      });
      const { files: made, findings } = synthesize(fleet, environment, { ...input, images });
      const errors = findings.filter(({ severity }) => severity === 'error').map(({ message }) => message);
      return { files: made, names, errors };
    } catch {
      return undefined;
    }
  }

  private run(files: Files): Fleet {
    const loaded = new Map<string, { fleet: Fleet }>();
    const load = (path: string): unknown => {
      const known = loaded.get(path);
      if (known) return known;
      const exports = {} as { fleet: Fleet };
      loaded.set(path, exports);
      const source = files[path] ?? '';
      const code = this.cache.get(path + source) ?? compile(source, path).code;
      this.cache.set(path + source, code);
      const require = (id: string) =>
        id.startsWith('.') ? load(`${posix.join(posix.dirname(path), id)}.ts`) : outside(id);
      new Function('exports', 'require', code)(exports, require);
      return exports;
    };
    return (load('index.ts') as { fleet: Fleet }).fleet;
  }
}

/** `file:line` of every line of `before` that is another in `after`, or gone. */
export function changed(before: Output, after: Output): Set<string> {
  const [old, now] = [[...before.files], [...after.files]];
  const kind = (path: string) => path.split('/').at(-1)?.split('.')[0];
  const sameTree = old.length === now.length && old.every(([path], i) => kind(path) === kind(now[i]?.[0] ?? ''));
  return new Set(
    old.flatMap(([path, text], i) => {
      const other = sameTree ? (now[i]?.[1] ?? '') : (after.files.get(path) ?? '');
      return lines(text.split('\n'), other.split('\n')).map((line) => `${path}:${line}`);
    }),
  );
}

function lines(before: readonly string[], after: readonly string[]): number[] {
  if (before.length === after.length) return before.flatMap((line, i) => (line === after[i] ? [] : [i + 1]));
  const gone: number[] = [];
  // Between the lines that occur once on both sides, a line that occurs on both sides has stayed.
  let [old, made]: [number[], string[]] = [[], []];
  const close = () => {
    for (const a of old) {
      const at = made.indexOf(before[a] ?? '');
      if (at < 0) gone.push(a + 1);
      else made = made.slice(at + 1);
    }
    [old, made] = [[], []];
  };
  for (const [a, b] of align(before, after)) {
    if (a !== undefined && b !== undefined) close();
    else if (a !== undefined) old.push(a);
    else if (b !== undefined) made.push(after[b] ?? '');
  }
  close();
  return gone;
}
