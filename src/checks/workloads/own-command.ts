import type { Field } from '../../manifest/field.js';
import type { Container } from '../../manifest/pod-template.js';
import { quoted } from '../../values/listed.js';
import { type Report, report } from '../rule.js';
import { commandOf } from './probes.js';

/** What a container is started with, in one line; undefined where its image says so alone. */
function startOf({ field }: Container): string | undefined {
  const words = ['command', 'args'].flatMap((part) => field.items(part)).map(({ text }) => text ?? '');
  return words.length === 0 ? undefined : words.join(' ');
}

/** Probes that ask another Celery application than the one that the container runs. */
export function* otherApplication(container: Container): Iterable<Report> {
  const own = applicationIn(startOf(container) ?? '');
  if (own === undefined) return;
  for (const probe of container.probes) {
    const asked = applicationIn(commandOf(probe).join(' '));
    if (asked === undefined || asked === own) continue;
    const at = probe.items('exec.command').find(({ text }) => text?.includes(asked)) ?? probe;
    yield report(at, `"${probe.path.at(-1)}" asks Celery application "${asked}", and the container runs "${own}"`, {
      why: 'The probe loads another program, which may not be in the image, or asks another broker: it fails, or says nothing of this worker.',
      fix: `Write -A ${own}.`,
    });
  }
}

/** `shop.main:app` of `celery -A shop.main:app worker`. */
function applicationIn(line: string): string | undefined {
  return /\bcelery\b/.test(line) ? /(?:^|\s)(?:-A|--app)[\s=]+([\w.:]+)/.exec(line)?.[1] : undefined;
}

/** Probes that look in their container's own command line, or for its files, for what is not there. */
export function* soughtInVain(container: Container): Iterable<Report> {
  yield* otherProgram(container);
  const start = startOf(container);
  if (start === undefined) return;
  for (const probe of container.probes) {
    const line = commandOf(probe).join(' ');
    const at = probe.at('exec.command');
    yield* processWord(at, line, start, container);
    yield* stateFile(at, line, start, container);
  }
}

/** Probes that look for two programs by `pgrep -f`, of which one is called after the container. */
function* otherProgram({ name, probes }: Container): Iterable<Report> {
  const sought = probes.map((probe) => {
    const [program, , word = ''] = commandOf(probe);
    return { probe, word: program === 'pgrep' ? word : '' };
  });
  const own = sought.find(({ word }) => word.replaceAll('_', '-').startsWith(name));
  for (const { probe, word } of sought) {
    if (!own || word === '' || word.split('.')[0] === own.word.split('.')[0]) continue;
    yield report(
      probe.at('exec.command'),
      `"${probe.path.at(-1)}" looks for "${word}", and "${own.probe.path.at(-1)}" for "${own.word}"`,
      {
        why: 'One program runs in the container: the probe that looks for another never succeeds.',
        fix: `Look for ${own.word}.`,
      },
    );
  }
}

/** `grep -q WORD` of the command line of the first process, which is that of the container unless a shell stays before it. */
function* processWord(at: Field, line: string, start: string, { name }: Container): Iterable<Report> {
  if (!line.includes('/proc/1/cmdline')) return;
  const word = /\bgrep\s+(?:-\w+\s+)*["']?([\w.:-]+)["']?/.exec(line)?.[1];
  if (word === undefined || start.includes(word) || /[$`]/.test(start)) return;
  yield report(at, `the probe looks for "${word}" in the command line of "${name}", which has none`, {
    why: 'The probe never succeeds: the container is killed and started again, or its pod never becomes ready.',
    fix: 'Look for a word of command or args.',
  });
}

const FILES = /(?:--schedule|--pidfile|--statedb|-s)[=\s]\s*(\/[\w./-]+)/g;

/** `test -f FILE`, where the program is told to write others in the same folder or of the same kind. */
function* stateFile(at: Field, line: string, start: string, { name }: Container): Iterable<Report> {
  const sought = /(?:\btest|\[)\s+-[efs]\s+(\/[\w./-]+)/.exec(line)?.[1];
  const written = [...start.matchAll(FILES)].map(([, file = '']) => file);
  if (sought === undefined || written.length === 0 || /[$`&;|]/.test(start)) return;
  // Where the database of a schedule adds an end of its own to the name, the probe may name it.
  if (written.some((file) => sought.startsWith(file) || file.startsWith(`${sought}/`))) return;
  yield report(at, `the probe looks for "${sought}", and "${name}" is told to write ${quoted(written).join(', ')}`, {
    severity: 'warning',
    why: 'If the program writes no such file, the probe never succeeds: the container is killed and started again.',
    fix: `Look for ${written[0]}.`,
  });
}

/** Probes that ask for the same on two ports, of which the container lists one. */
export function* unlistedPorts(container: Container): Iterable<Report> {
  const listed = (port: Field) => container.ports.some((own) => own.port === port.value || own.name === port.value);
  const probes = container.probes.filter((probe) => probe.at('httpGet').exists);
  for (const probe of probes) {
    const port = probe.at('httpGet.port');
    const asked = asks(probe);
    if (port.number === undefined || listed(port) || probe.at('httpGet.host').exists) continue;
    const other = probes.find((one) => listed(one.at('httpGet.port')) && asks(one) === asked);
    if (!other) continue;
    const usual = other.at('httpGet.port').scalar;
    yield report(
      port,
      `"${probe.path.at(-1)}" asks for ${asked} on port ${port.number}, which the container does not list; "${other.path.at(-1)}" asks on ${usual}`,
      {
        severity: 'warning',
        why: 'One program answers on one port: the probe that asks elsewhere never succeeds, and the container is killed or its pod never ready.',
        fix: `Write ${usual}, or list the port.`,
      },
    );
  }
}

function asks(probe: Field): string {
  return probe.at('httpGet.path').text ?? '/';
}
