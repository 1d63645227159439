import type { Field } from '../../../manifest/field.js';
import { didYouMean } from '../../../values/did-you-mean.js';
import { type Report, report, rule } from '../../rule.js';

const example = (name: string) => `
apiVersion: v1
kind: Pod
metadata:
  name: shop
  namespace: api
spec:
  containers:
    - name: app
      image: ghcr.io/team/shop:1.0.0
      securityContext:
        capabilities:
          drop: [ALL]
          add: ${name}
`;

export const capability = rule({
  id: 'capability',
  severity: 'warning',
  what: 'A capability is called by a name that the container runtime may not know',
  why: 'The runtime puts CAP_ before the name: it refuses to start the container (unknown capability), or passes over it, so that nothing is added or dropped.',
  fix: 'Write the name in capitals, without CAP_: NET_BIND_SERVICE.',
  exceptions: ['Small letters, which runtimes read as capitals.'],
  source:
    'Kubernetes, tasks/configure-pod-container/security-context#set-capabilities-for-a-container; capabilities(7)',
  wrong: example('[CAP_NET_BIND_SERVICE] # <--'),
  right: example('[NET_BIND_SERVICE]'),
  *check({ set }) {
    for (const { containers } of set.podTemplates())
      for (const { field } of containers) {
        if (field.object.securityContext === undefined) continue;
        for (const list of ['add', 'drop'])
          for (const name of field.at('securityContext.capabilities').items(list)) yield* named(name);
      }
  },
});

function* named(field: Field): Iterable<Report> {
  const written = field.text ?? '';
  const name = written.toUpperCase();
  if (KNOWN.has(name) || /\{\{|\$/.test(written) || written === '') return;
  const plain = name.replace(/^CAP_/, '');
  const meant = KNOWN.has(plain) ? plain : didYouMean(plain, KNOWN);
  yield report(field, `"${written}" is no name of a capability`, { fix: meant ? `Write ${meant}.` : undefined });
}

/** Source: Linux, include/uapi/linux/capability.h. */
const KNOWN: ReadonlySet<string> = new Set(
  `ALL AUDIT_CONTROL AUDIT_READ AUDIT_WRITE BLOCK_SUSPEND BPF CHECKPOINT_RESTORE CHOWN DAC_OVERRIDE DAC_READ_SEARCH
  FOWNER FSETID IPC_LOCK IPC_OWNER KILL LEASE LINUX_IMMUTABLE MAC_ADMIN MAC_OVERRIDE MKNOD NET_ADMIN NET_BIND_SERVICE
  NET_BROADCAST NET_RAW PERFMON SETFCAP SETGID SETPCAP SETUID SYSLOG SYS_ADMIN SYS_BOOT SYS_CHROOT SYS_MODULE SYS_NICE
  SYS_PACCT SYS_PTRACE SYS_RAWIO SYS_RESOURCE SYS_TIME SYS_TTY_CONFIG WAKE_ALARM`.split(/\s+/),
);
