/** What a Go template reads of its data. */
export interface TemplateReading {
  /** Keys of the data that it names: `.password`, `index . "tls.crt"`. */
  readonly keys: readonly string[];
  /** `.a.b`: what it reads as a field of a field. */
  readonly dotted: readonly string[];
  /** Why it is none, where that is plain. */
  readonly problem?: string;
  /** False where its data may be something else than the whole: inside `range`, `with`, or by a variable. */
  readonly complete: boolean;
}

/** Reads the names in a Go template, without running it. Source: Go, text/template, "Actions", "Arguments". */
export function readTemplate(text: string): TemplateReading {
  const keys: string[] = [];
  const dotted: string[] = [];
  let complete = true;
  if (text.replace(/\{\{[\s\S]*?\}\}/g, '').includes('{{'))
    return { keys, dotted, complete: false, problem: 'an action is opened and not closed' };
  for (const [, action = ''] of text.matchAll(/\{\{-?([\s\S]*?)-?\}\}/g)) {
    if (action.trimStart().startsWith('/*')) continue;
    if (/(?:^|[\s(|])\."/.test(action))
      return { keys, dotted, complete: false, problem: 'a key with dots cannot be written behind a dot' };
    if (/\b(?:range|with|define|template|block|break)\b/.test(action) || /\$\w+\s*:?=/.test(action)) complete = false;
    for (const [, key = ''] of action.matchAll(/\bindex\s+\$?\.?\s+"([^"]*)"/g)) keys.push(key);
    const code = action.replace(/"(?:[^"\\]|\\.)*"|`[^`]*`/g, '""');
    for (const [, path = ''] of code.matchAll(/(?:^|[\s(|,=]|\$)\.([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)/g)) {
      const [first = ''] = path.split('.');
      keys.push(first);
      if (path !== first) dotted.push(path);
    }
    // `{{ . }}` or a function that gets everything.
    if (/(?:^|[\s(|])\.(?=$|[\s)|])/.test(code) && !/\bindex\s/.test(code)) complete = false;
  }
  return { keys: [...new Set(keys)], dotted: [...new Set(dotted)], complete };
}
