import type { Json } from '../manifest.js';

/** What a plain scalar means: text, or a number, boolean or null. */
export type ScalarReader = (written: string) => Json;

/** Beyond these characters, or with tabs, YAML has rules of its own. */
const UNUSUAL = /[^\n -~\u00A0-\u2027\u202A-\uD7FF\uE000-\uFEFE\uFF00-\uFFFD]/;

/** Whether `readBlockYaml` may know the text at all. */
export function isUsual(text: string): boolean {
  return !UNUSUAL.test(text);
}

// Each at the place where reading stands. A key or a scalar that they do not match is left to the YAML library.
const KEY = /[\w./][\w./-]*(?=:(?:[ \n]|$))/y;
const QUOTED_KEY = /(?:"[^"\\\n]*"|'[^'\n]*')(?=:(?:[ \n]|$))/y;
const PLAIN = /(?:[^\s\-?:,[\]{}#&*!|>'"%@`]|[-?:](?=[^ \n]))[^\n:#]*(?:(?::(?=[^ \n])|(?<! )#)[^\n:#]*)*/y;
const DOUBLE_QUOTED = /"[^"\\\n]*(?:\\(?:["\\/bfnrt]|u[\da-fA-F]{4})[^"\\\n]*)*"/y;
const SINGLE_QUOTED = /'[^'\n]*(?:''[^'\n]*)*'/y;
const BLOCK_HEADER = /[|>][-+]?(?=\n)/y;

const SPACE = 32;
const LINE_FEED = 10;
const HASH = 35;
const DASH = 45;
/** The library has a limit of its own, further down. */
const DEEPEST = 60;

/**
 * Reads one document of the YAML that most manifests are: block mappings and sequences, scalars that end on their line,
 * and block scalars. `undefined` for all else, mistakes included: the YAML library reads or refuses it. What is read
 * here is what the library would read, in a tenth of the time. `text` is usual; `start` and `end` cut lines.
 */
export function readBlockYaml(text: string, start: number, end: number, scalar: ScalarReader): Json | undefined {
  return new BlockReader(text, end, scalar).document(start);
}

class BlockReader {
  /** The first character of the line that is read next, behind spaces; how many they are, or -1 at the end. */
  #at = 0;
  #indent = -1;
  #colon = 0;

  constructor(
    readonly text: string,
    readonly end: number,
    readonly scalar: ScalarReader,
  ) {}

  document(start: number): Json | undefined {
    this.#line(start);
    if (this.#indent === 0 && this.text.startsWith('---\n', this.#at)) this.#line(this.#at + 4);
    if (this.#indent < 0) return null;
    const value = this.#collection(0);
    return this.#indent < 0 ? value : undefined;
  }

  /** Goes on at the line that starts here, or at the next one that says something. */
  #line(start: number): void {
    const { text, end } = this;
    for (let line = start; line < end; ) {
      let at = line;
      while (text.charCodeAt(at) === SPACE) at += 1;
      const first = text.charCodeAt(at);
      if (first === LINE_FEED) line = at + 1;
      else if (first === HASH) line = this.#lineEnd(at) + 1;
      else {
        this.#at = at;
        this.#indent = at < end ? at - line : -1;
        return;
      }
    }
    this.#indent = -1;
  }

  #lineEnd(from: number): number {
    const at = this.text.indexOf('\n', from);
    return at < 0 ? this.end : at;
  }

  #isItem(): boolean {
    if (this.text.charCodeAt(this.#at) !== DASH) return false;
    const next = this.text.charCodeAt(this.#at + 1);
    return next === SPACE || next === LINE_FEED;
  }

  #collection(depth: number): Json | undefined {
    if (depth > DEEPEST) return undefined;
    return this.#isItem() ? this.#sequence(this.#indent, depth) : this.#mapping(this.#indent, depth);
  }

  #mapping(column: number, depth: number): Json | undefined {
    const mapping: Record<string, Json> = {};
    do {
      const key = this.#key();
      // Written twice, or like what every object inherits (`__proto__`).
      if (key === undefined || mapping[key] !== undefined) return undefined;
      const value = this.#value(this.#colon + 1, column, depth, true);
      if (value === undefined) return undefined;
      mapping[key] = value;
    } while (this.#indent === column);
    return this.#indent < column ? mapping : undefined;
  }

  /** The key that the line begins with; where its colon is comes with it. */
  #key(): string | undefined {
    const { text } = this;
    const at = this.#at;
    KEY.lastIndex = at;
    if (KEY.test(text)) {
      this.#colon = KEY.lastIndex;
      const key = text.slice(at, this.#colon);
      return typeof this.scalar(key) === 'string' ? key : undefined;
    }
    QUOTED_KEY.lastIndex = at;
    if (!QUOTED_KEY.test(text)) return undefined;
    this.#colon = QUOTED_KEY.lastIndex;
    return text.slice(at + 1, this.#colon - 1);
  }

  #sequence(column: number, depth: number): Json | undefined {
    const items: Json[] = [];
    do {
      const item = this.#item(column, depth);
      if (item === undefined) return undefined;
      items.push(item);
    } while (this.#indent === column && this.#isItem());
    return this.#indent <= column ? items : undefined;
  }

  #item(column: number, depth: number): Json | undefined {
    const { text } = this;
    const dash = this.#at;
    let at = dash + 1;
    while (text.charCodeAt(at) === SPACE) at += 1;
    KEY.lastIndex = at;
    QUOTED_KEY.lastIndex = at;
    this.#at = at;
    if (this.#isItem() || KEY.test(text) || QUOTED_KEY.test(text)) {
      this.#indent = column + at - dash;
      return this.#collection(depth + 1);
    }
    return this.#value(dash + 1, column, depth, false);
  }

  /** What stands behind a key's colon or a dash. */
  #value(from: number, column: number, depth: number, ofKey: boolean): Json | undefined {
    const { text } = this;
    let at = from;
    while (text.charCodeAt(at) === SPACE) at += 1;
    const first = text.charCodeAt(at);
    if (first === LINE_FEED || at >= this.end || (first === HASH && at > from)) {
      this.#line(this.#lineEnd(at) + 1);
      if (this.#indent > column) return this.#collection(depth + 1);
      if (ofKey) return this.#indent === column && this.#isItem() ? this.#sequence(column, depth + 1) : null;
      // The library takes an item that follows an empty one further in for its sibling.
      return this.#indent === column || this.#indent < 0 ? null : undefined;
    }
    if (first === 124 || first === 62) return this.#blockScalar(at, column);
    const value = this.#flow(at, first);
    // A scalar may go on in a deeper line.
    return this.#indent > column ? undefined : value;
  }

  /** A value that ends on its line; goes on at the next line. */
  #flow(at: number, first: number): Json | undefined {
    const { text } = this;
    switch (first) {
      case 34: {
        DOUBLE_QUOTED.lastIndex = at;
        if (!DOUBLE_QUOTED.test(text)) return undefined;
        const end = DOUBLE_QUOTED.lastIndex;
        if (!this.#endsAt(end)) return undefined;
        const inside = text.slice(at + 1, end - 1);
        return inside.includes('\\') ? JSON.parse(`"${inside}"`) : inside;
      }
      case 39: {
        SINGLE_QUOTED.lastIndex = at;
        if (!SINGLE_QUOTED.test(text)) return undefined;
        const end = SINGLE_QUOTED.lastIndex;
        return this.#endsAt(end) ? text.slice(at + 1, end - 1).replaceAll("''", "'") : undefined;
      }
      case 91:
        return text.charCodeAt(at + 1) === 93 && this.#endsAt(at + 2) ? [] : undefined;
      case 123:
        return text.charCodeAt(at + 1) === 125 && this.#endsAt(at + 2) ? {} : undefined;
      default: {
        PLAIN.lastIndex = at;
        if (!PLAIN.test(text)) return undefined;
        let end = PLAIN.lastIndex;
        if (!this.#endsAt(end)) return undefined;
        while (text.charCodeAt(end - 1) === SPACE) end -= 1;
        return this.scalar(text.slice(at, end));
      }
    }
  }

  /** Whether nothing but a comment follows on the line; goes on at the next one. */
  #endsAt(from: number): boolean {
    const { text } = this;
    let at = from;
    while (text.charCodeAt(at) === SPACE) at += 1;
    const next = text.charCodeAt(at);
    if (next === HASH ? text.charCodeAt(at - 1) !== SPACE : next !== LINE_FEED && at < this.end) return false;
    this.#line(next === HASH ? this.#lineEnd(at) + 1 : at + 1);
    return true;
  }

  #blockScalar(at: number, column: number): Json | undefined {
    const { text } = this;
    BLOCK_HEADER.lastIndex = at;
    if (!BLOCK_HEADER.test(text)) return undefined;
    const start = BLOCK_HEADER.lastIndex + 1;
    let first = start;
    while (text.charCodeAt(first) === SPACE) first += 1;
    const indent = first - start;
    if (indent <= column || first >= this.end || text.charCodeAt(first) === LINE_FEED) return undefined;
    const spaces = ' '.repeat(indent);
    let next = start;
    while (next < this.end) {
      if (text.startsWith(spaces, next)) next = this.#lineEnd(next) + 1;
      else if (text.charCodeAt(next) === LINE_FEED) next += 1;
      else break;
    }
    let behind = next;
    while (text.charCodeAt(behind) === SPACE) behind += 1;
    // A line of fewer spaces and nothing else belongs to the text.
    if (behind > next && text.charCodeAt(behind) === LINE_FEED) return undefined;
    this.#line(next);
    if (this.#indent > column) return undefined;
    const written = text.slice(start + indent, Math.min(next, this.end));
    const lines = written.split(`\n${spaces}`).join('\n');
    let end = lines.length;
    while (lines.charCodeAt(end - 1) === LINE_FEED) end -= 1;
    const chomped = BLOCK_HEADER.lastIndex - at === 1 ? '\n' : text.charCodeAt(at + 1) === DASH ? '' : undefined;
    if (chomped === undefined) return undefined;
    const content = lines.slice(0, end);
    if (text.charCodeAt(at) === 124) return content + chomped;
    return /^ |\n[ \n]/.test(content) ? undefined : content.replaceAll('\n', ' ') + chomped;
  }
}
