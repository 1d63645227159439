import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { callGraph } from '../../network/graph/call-graph.js';
import type { Arguments, Command, ExitCode, Terminal } from '../command.js';
import { Failure } from '../failure.js';
import { networkOf } from '../synth/network.js';

const FORMATS = ['text', 'mermaid', 'dot', 'svg', 'json'] as const;

export const graph: Command = {
  description: `
    Draws who calls whom in one environment: what services declare, what their settings show, requests from outside and
    what reads metrics. Look-ups of names are left out: everybody makes them.`,
  options: {
    env: { type: 'string', value: 'ENV', help: 'environment; the first of the fleet when absent' },
    format: { type: 'string', value: 'FORMAT', help: `${FORMATS.join(', ')}; text when absent` },
    output: {
      type: 'string',
      short: 'o',
      value: 'FILE',
      help: 'a file instead of standard output; its ending tells the format',
    },
  },
  examples: [
    ['eco graph', 'a line a call'],
    ['eco graph --env prod -o calls.svg', 'as a drawing'],
    ['eco graph can cart reach redis', 'one question'],
  ],
  run,
};

async function run(args: Arguments, terminal: Terminal): Promise<ExitCode> {
  const output = args.value('output');
  const format = formatOf(args.value('format'), output);
  const network = await networkOf(args.values('env'), terminal);
  if (!network) return 1;
  const calls = callGraph(network.set, network.facts);
  const text = await draw(format, calls);
  if (output === undefined) terminal.out(text);
  else writeFileSync(resolve(terminal.cwd, output), text);
  return 0;
}

type Format = (typeof FORMATS)[number];

function formatOf(named: string | undefined, output: string | undefined): Format {
  const endings: Readonly<Record<string, Format>> = {
    svg: 'svg',
    dot: 'dot',
    gv: 'dot',
    mmd: 'mermaid',
    md: 'mermaid',
    json: 'json',
  };
  const ending = output?.split('.').at(-1) ?? '';
  const wanted = named ?? (Object.hasOwn(endings, ending) ? endings[ending] : 'text');
  const format = FORMATS.find((one) => one === wanted);
  if (format) return format;
  throw new Failure({
    rule: 'graph-format',
    severity: 'error',
    message: `"${wanted ?? ''}" is no format`,
    why: 'Nothing was drawn.',
    fix: `One of: ${FORMATS.join(', ')}.`,
  });
}

// Each way of drawing is loaded only when it is asked for.
async function draw(format: Format, calls: ReturnType<typeof callGraph>): Promise<string> {
  if (format === 'json') return `${JSON.stringify(calls, undefined, 2)}\n`;
  if (format === 'svg') return (await import('../../network/graph/draw-svg.js')).graphSvg(calls);
  const texts = await import('../../network/graph/draw-text.js');
  return { text: texts.graphText, mermaid: texts.graphMermaid, dot: texts.graphDot }[format](calls);
}
