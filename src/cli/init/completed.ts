import { refusal } from './refusal.js';

/** Lines of a file that others may have begun, with those added that it lacks. `note`: a comment above them. */
export function withLines(text: string | undefined, lines: readonly string[], note?: string): string {
  const before = text ?? '';
  const missing = lines.filter((line) => !before.split(/\r?\n/).includes(line));
  if (missing.length === 0) return before;
  const gap = before === '' || before.endsWith('\n') ? '' : '\n';
  return `${before}${gap}${[...(note ? [note] : []), ...missing].join('\n')}\n`;
}

interface Package {
  readonly scripts?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

/** The library that a fleet depends on. */
export interface Library {
  readonly name: string;
  readonly version: string;
}

/** A package.json with the fleet's scripts and the library; what stands there already stays as it is. */
export function withFleet(text: string | undefined, name: string, library: Library): string {
  const known = text === undefined ? { name, private: true } : parsed(text);
  const { scripts, dependencies, devDependencies }: Package = known;
  const depends = dependencies?.[library.name] ?? devDependencies?.[library.name];
  const whole = {
    ...known,
    scripts: { synth: 'eco synth', check: 'eco check', ...scripts },
    ...(depends === undefined && { dependencies: { ...dependencies, [library.name]: library.version } }),
  };
  const indent = /^([ \t]+)"/m.exec(text ?? '')?.[1] ?? '  ';
  return `${JSON.stringify(whole, undefined, indent)}\n`;
}

function parsed(text: string): object {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  } catch {
    // Said below.
  }
  throw refusal('package.json is no JSON object', 'Mend it, or move it away: one is written then.');
}
