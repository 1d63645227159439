import type { Field } from '../../manifest/field.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';
import { parseBytes } from '../../values/quantity.js';
import { type Report, report } from '../rule.js';

/** A heap that may grow to all the memory that its container may have, or beyond it. */
export function* heapsOverLimit(set: ManifestSet): Iterable<Report> {
  for (const container of containersOf(set)) {
    const limit = container.at('resources.limits.memory');
    const most = limit.scalar === undefined ? undefined : parseBytes(limit.scalar);
    if (most === undefined) continue;
    for (const { at, written, bytes, isWhole } of heapsOf(container)) {
      // What Java needs beside its heap is never nothing; Node seldom fills it.
      if (isWhole ? bytes <= most : bytes < most) continue;
      yield report(at, `a heap of ${written} is allowed, and the container may have ${limit.scalar} in all`, {
        why: 'The program does not tidy up before the heap is full: the kernel kills it first (OOMKilled).',
        fix: `Lower ${written} to three quarters of the limit at most, or raise the limit.`,
      });
    }
  }
}

/** Containers of pods, and those that an operator merges into its own. */
function containersOf(set: ManifestSet): readonly Field[] {
  const operated = set.placements().filter(({ manifest }) => set.podTemplate(manifest) === undefined);
  return [
    ...set.podTemplates().flatMap(({ containers }) => containers.map(({ field }) => field)),
    ...operated.flatMap((spec) => spec.items('containers')),
  ];
}

interface Heap {
  readonly at: Field;
  readonly written: string;
  readonly bytes: number;
  /** The heap is nearly all that the program needs. */
  readonly isWhole: boolean;
}

const JAVA = /-Xmx(\d+)([kmgt]?)(?![\w.])/gi;
const NODE = /--max[-_]old[-_]space[-_]size=(\d+)/g;

/** What the container tells Java and Node of their heaps: of several words the last one holds. */
function heapsOf(container: Field): readonly Heap[] {
  const variables = container.items('env').map((one) => one.at('value'));
  return [...variables, ...container.items('command'), ...container.items('args')].flatMap((at) => {
    const text = at.text ?? '';
    if (!text.includes('-')) return [];
    const java = [...text.matchAll(JAVA)].at(-1);
    const node = [...text.matchAll(NODE)].at(-1);
    return [
      ...(java ? [{ at, written: java[0], bytes: Number(java[1]) * power(java[2]), isWhole: false }] : []),
      ...(node ? [{ at, written: node[0], bytes: Number(node[1]) * 1024 ** 2, isWhole: true }] : []),
    ];
  });
}

/** `k`, `m`, `g` and `t` of Java, and nothing. */
function power(unit = ''): number {
  return 1024 ** (unit === '' ? 0 : 'kmgt'.indexOf(unit.toLowerCase()) + 1);
}
