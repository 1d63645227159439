import type { Container } from '../../../manifest/pod-template.js';
import { commandOf, probesOf } from '../../probes.js';
import { report, rule } from '../../rule.js';

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
    const said = new Set<string>();
    for (const { containers } of set.podTemplates()) {
      for (const container of containers) {
        const image = container.field.at('image').text ?? '';
        if (has(image) || said.has(image)) continue;
        for (const probe of probesOf(container)) {
          const [first = '', ...rest] = commandOf(probe);
          const isShell = /^(?:.*\/)?(?:ba|da)?sh$/.test(first);
          const program = programIn(isShell ? (rest.at(-1) ?? '') : first);
          if (program === undefined) continue;
          const at = isShell ? probe.at('exec.command') : (probe.items('exec.command')[0] ?? probe);
          yield report(at, `"${program}" is run in image "${short(container)}", which may not have it`);
          said.add(image);
          break;
        }
      }
    }
  },
});

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
