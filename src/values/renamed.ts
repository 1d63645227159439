/** Whether one name came after the other: `image` and `images`, `city` and `cities`, with or without a dash. */
export function isRenamed(old: string, name: string): boolean {
  const [short = '', long = ''] = [old, name].map((one) => one.replaceAll('-', '')).sort((a, b) => a.length - b.length);
  return short.length > 2 && [short, `${short}s`, `${short}es`, short.replace(/y$/, 'ies')].includes(long);
}
