/** What keeps a text from being YAML, in words of who writes it, and what usually mends it. */
export interface YamlMistake {
  readonly what: string;
  readonly fix: string;
}

/** By a part of what the parser says; the first that fits counts. Source: js-yaml, lib/loader.js. */
const MISTAKES: readonly (readonly [said: string, what: string, fix: string])[] = [
  ['within a flow collection', 'a "[" or "{" is not closed before the end', 'Close it with "]" or "}".'],
  ['within a double quoted scalar', 'a text in double quotes has no end', 'Put the closing " where the text ends.'],
  [
    'within a single quoted scalar',
    'a text in single quotes has no end',
    "Put the closing ' where the text ends; one inside is written twice: ''.",
  ],
  [
    'missed comma between flow collection entries',
    'two entries between brackets have no comma between them',
    'Put a comma between them, or quotes around a text that holds ":", "[" or "{".',
  ],
  [
    'expected the node content, but found',
    'something is missing beside a comma',
    'Delete the comma, or write what belongs there.',
  ],
  ['tab characters must not be used', 'a tab indents the line', 'Indent with spaces.'],
  [
    'bad indentation of a',
    'the line does not fit to those around it',
    'Indent it as its neighbours are; put a value that holds ": " in quotes.',
  ],
  [
    'a multiline key may not be an implicit key',
    'a line here has no ":" after its key',
    'Write "key: value"; put a value of several lines in quotes, or below "|".',
  ],
  ['a colon is missed', 'a line here has no ":" after its key', 'Write "key: value".'],
  [
    'a whitespace character is expected after the key-value separator',
    'there is no space after ":"',
    'Write "key: value".',
  ],
  [
    'unidentified alias',
    'a value begins with "*", which stands for an anchor that is not there',
    'Put the value in quotes, or define the anchor above it: &name.',
  ],
  [
    'end of the stream or a document separator is expected',
    'something follows where the document has ended',
    'Indent it as what it belongs to, or begin a new document with "---".',
  ],
  [
    'non-printable characters',
    'it holds characters that cannot be printed',
    'Is it text in UTF-8? Delete the control characters.',
  ],
];

/** Of the reason that the parser gives. One that is in no table is passed on. */
export function yamlMistake(reason: string): YamlMistake {
  const known = MISTAKES.find(([said]) => reason.includes(said));
  if (known) return { what: known[1], fix: known[2] };
  return { what: reason, fix: 'Compare its indentation, brackets and quotes with those of the lines around it.' };
}
