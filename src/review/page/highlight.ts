/** A piece of a line of YAML. */
export interface Token {
  readonly is: 'key' | 'text' | 'number' | 'word' | 'mark' | 'plain';
  readonly text: string;
}

const KEY = /^(\s*(?:- )*)("(?:[^"\\]|\\.)*"|[^\s#'"\-[{][^:#]*?|-(?! )[^:#]*?)(:)(?=\s|$)/;
const NUMBER = /^[-+]?(?:\d[\d_]*)(?:\.\d+)?(?:e[-+]?\d+)?$/i;
const WORD = /^(?:true|false|null|~)$/;

/** Colours one line of block-style YAML. The tokens together are the line, whatever it holds. */
export function highlight(line: string): Token[] {
  const key = KEY.exec(line);
  if (key) {
    const [all, lead = '', name = '', colon = ''] = key;
    return [
      ...(lead ? [{ is: 'mark', text: lead } satisfies Token] : []),
      { is: 'key', text: name },
      { is: 'mark', text: colon },
      ...scalar(line.slice(all.length)),
    ];
  }
  const dash = /^\s*(?:- )+/.exec(line);
  return dash ? [{ is: 'mark', text: dash[0] }, ...scalar(line.slice(dash[0].length))] : scalar(line);
}

function scalar(text: string): Token[] {
  if (text === '') return [];
  const value = text.trim();
  if (NUMBER.test(value)) return [{ is: 'number', text }];
  if (WORD.test(value)) return [{ is: 'word', text }];
  if (/^['"]/.test(value)) return [{ is: 'text', text }];
  if (/^(?:[|>][-+\d]*|\[\]|\{\})$/.test(value)) return [{ is: 'mark', text }];
  return [{ is: 'plain', text }];
}
