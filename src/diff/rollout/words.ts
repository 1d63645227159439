import { listed as names } from '../../values/listed.js';

/** `3 pods`, `1 pod`, `no pods`. */
export function count(number: number, noun: string, plural = `${noun}s`): string {
  return `${number === 0 ? 'no' : number} ${number === 1 ? noun : plural}`;
}

/** A span of time for readers, rounded as an estimate deserves: `about 40 s`, `about 4 min`, `about 1 h 20 min`. */
export function about(seconds: number): string {
  if (seconds < 90) return `about ${Math.max(5, Math.round(seconds / 5) * 5)} s`;
  const minutes = Math.max(2, Math.round(seconds / 60));
  if (minutes < 90) return `about ${minutes} min`;
  const rest = Math.round((minutes % 60) / 5) * 5;
  const hours = Math.floor(minutes / 60) + (rest === 60 ? 1 : 0);
  return `about ${hours} h${rest % 60 === 0 ? '' : ` ${rest} min`}`;
}

/** `a`, `a and b`, `a, b and c`: as anywhere else, but more of them, since an effect is read by itself. */
export function listed(items: readonly string[], most = 6): string {
  return names(items, most);
}

/** Sentences in which subjects that do the same stand together: `a and b may now reach redis; c may no longer`. */
export function together(parts: readonly (readonly [who: string, does: string])[]): string {
  const subjects = new Map<string, string[]>();
  for (const [who, does] of parts) {
    const known = subjects.get(does);
    if (!known) subjects.set(does, [who]);
    else if (!known.includes(who)) known.push(who);
  }
  return [...subjects].map(([does, who]) => `${listed(who)} ${does}`).join('; ');
}
