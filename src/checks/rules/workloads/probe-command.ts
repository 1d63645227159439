import type { Field } from '../../../manifest/field.js';
import type { Container } from '../../../manifest/pod-template.js';
import { listed } from '../../../values/listed.js';
import { folded, report, rule } from '../../rule.js';
import { soughtInVain } from '../../workloads/own-command.js';
import { commandOf } from '../../workloads/probes.js';

export const probeCommand = rule({
  id: 'probe-command',
  severity: 'warning',
  what: 'A probe runs a program that slim images do not have',
  why: 'The command is not found: the probe fails each time, and the kubelet restarts the container for ever.',
  fix: 'Ask with httpGet, tcpSocket or grpc, read /proc/1/cmdline, or see to it that the image has the program.',
  exceptions: [
    'Images of which we know that they have it: Alpine, BusyBox and what is built on them.',
    'Said once for each image.',
  ],
  source: 'docker.io/library/python and debian, tags slim: procps, curl and wget are not installed',
  wrong: `
apiVersion: v1
kind: Pod
metadata:
  name: shop
  namespace: api
spec:
  containers:
    - name: app
      image: ghcr.io/team/shop:1.0.0
      livenessProbe:
        exec:
          command:
            - pgrep # <--
            - shop
`,
  right: `
apiVersion: v1
kind: Pod
metadata:
  name: shop
  namespace: api
spec:
  containers:
    - name: app
      image: ghcr.io/team/shop:1.0.0
      livenessProbe:
        exec:
          command:
            - grep
            - shop
            - /proc/1/cmdline
`,
  *check({ set }) {
    const byImage = new Map<string, Use[]>();
    const programs = new Map<string, Use[]>();
    for (const [container, pod] of set
      .podTemplates()
      .flatMap((pod) => pod.containers.map((one) => [one, pod] as const))) {
      yield* soughtInVain(container);
      const image = container.field.at('image').text ?? '';
      const found = has(image) ? undefined : container.probes.flatMap((probe) => asked(probe))[0];
      if (!found) continue;
      const use = { ...found, image, name: `"${short(container)}"` };
      const known = byImage.get(image);
      known?.push(use);
      if (known) continue;
      // Whether slim images have it is one question, however many of them there are.
      // A container beside one of the same image stands for itself: the other shows how it can be asked.
      const isBeside = pod.containers.some((one) => one !== container && one.field.at('image').text === image);
      const key = isBeside ? `${found.program} ${image}` : found.program;
      const group = programs.get(key) ?? [];
      programs.set(key, group);
      byImage.set(image, group);
      group.push(use);
    }
    for (const uses of programs.values())
      yield* folded(
        uses,
        ({ at }) => at,
        (left) => {
          const [{ program, at }] = left;
          const images = [...new Map(left.map(({ image, name }) => [image, name])).values()];
          return report(at, `"${program}" is run in image ${listed(images)}, which may not have it`);
        },
      );
  },
});

/** A program asked in an image, and how the image is called in messages. */
interface Use extends Asked {
  readonly image: string;
  readonly name: string;
}

interface Asked {
  readonly program: string;
  readonly at: Field;
}

/** The program that a probe runs, if slim images lack it, and where it is named. */
function asked(probe: Field): Asked[] {
  const [first = '', ...rest] = commandOf(probe);
  // A command in one word finds no program at all: that is command-words.
  if (rest.length === 0 && /\s/.test(first.trim())) return [];
  const isShell = /^(?:.*\/)?(?:ba|da)?sh$/.test(first);
  const program = programIn(isShell ? (rest.at(-1) ?? '') : first);
  if (program === undefined) return [];
  return [{ program, at: isShell ? probe.at('exec.command') : (probe.items('exec.command')[0] ?? probe) }];
}

const PROGRAMS =
  /(?:^|[|;&({]\s*|\b(?:if|then|do|!)\s+)(?:\/usr)?(?:\/s?bin\/)?(pgrep|pidof|ps|pkill|curl|wget|nc|ncat|netstat|ss|telnet|dig|nslookup)\b/;

/** The first program of a command line that slim images lack. */
function programIn(line: string): string | undefined {
  return PROGRAMS.exec(line.trim())?.[1];
}

/** Images that bring BusyBox, whose applets these programs are, or that are made for this. */
function has(image: string): boolean {
  return /alpine|busybox|\bcurl|netshoot|\bk8s\b|kubectl|redis|grafana|prom\//.test(image);
}

function short({ field }: Container): string {
  return (field.at('image').text ?? '').split('/').at(-1) ?? '';
}
