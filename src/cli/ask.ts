import { createInterface } from 'node:readline';

/** Somebody who answers questions, line by line. */
export interface Reader {
  /** The answer without the line break; undefined when no more is typed. */
  ask(question: string): Promise<string | undefined>;
  close(): void;
}

/** Reads answers from a terminal. What is typed ahead, or pasted, is kept for the questions that follow. */
export function reader(input: NodeJS.ReadableStream, output: NodeJS.WritableStream): Reader {
  const lines = createInterface({ input, output });
  const typed: string[] = [];
  let ended = false;
  let waiting: ((line: string | undefined) => void) | undefined;
  const take = (line: string | undefined) => {
    const resolve = waiting;
    waiting = undefined;
    resolve?.(line);
  };
  lines.on('line', (line) => (waiting ? take(line) : typed.push(line)));
  lines.on('close', () => {
    ended = true;
    take(undefined);
  });
  return {
    ask: (question) => {
      if (typed.length === 0 && ended) return Promise.resolve(undefined);
      lines.setPrompt(question);
      lines.prompt();
      const next = typed.shift();
      if (next === undefined) return new Promise((resolve) => (waiting = resolve));
      output.write(`${next}\n`);
      return Promise.resolve(next);
    },
    close: () => lines.close(),
  };
}
