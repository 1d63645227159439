import { listed } from '../diff/rollout/words.js';
import type { ReviewEffect, ReviewEnvironment, ReviewGroup, ReviewRestart } from './review.js';

/** A line of the first view. `group` is the place of what tells more in `groups`. */
export interface GlanceLine {
  readonly text: string;
  /** Objects that it stands for; 1 when absent. */
  readonly objects?: number;
  /** Another line tells of it: see `ReviewGroup.swept`. */
  readonly told?: boolean;
  readonly group?: number;
  readonly grave?: boolean;
}

/** The answers to the three questions that every reviewer has, and what else happens. */
export interface Glance {
  /** What fails, is refused, or leaves users without an answer. */
  readonly breaks: readonly GlanceLine[];
  readonly deleted: readonly GlanceLine[];
  readonly restarts: readonly GlanceLine[];
  /** How many groups do what else, the gravest first. */
  readonly also: readonly { readonly kind: string; readonly label: string; readonly groups: number }[];
}

const ANSWERED = new Set(['refused', 'deleted', 'restart']);

export function glanceOf({ problems, groups, restarts }: ReviewEnvironment): Glance {
  const errors = problems.filter(({ severity }) => severity === 'error');
  return {
    breaks: [
      ...errors.map(({ message }) => ({ text: message, grave: true })),
      ...groups.flatMap((group, at) => linesOf(group, at, ({ kind }) => kind === 'refused')),
      ...groups.flatMap((group, at) => linesOf(group, at, (effect) => breaks(effect, group))),
    ],
    deleted: groups.flatMap((group, at) =>
      group.effects.some(({ kind }) => kind === 'deleted') ? [deletedLine(group, at)] : [],
    ),
    restarts: restartLines(restarts),
    also: others(groups),
  };
}

/** What leaves somebody without an answer. That something is not in force yet, or not shown here, breaks nothing. */
const BREAKING = new Set(['traffic', 'restart', 'replaced', 'network', 'alert']);

/** Grave, and no part of what is deleted on purpose: who deletes a service expects its alerts to go, its users do not. */
function breaks({ kind, grave }: ReviewEffect, { swept }: ReviewGroup): boolean {
  return grave === true && BREAKING.has(kind) && (kind === 'traffic' || !swept);
}

/** Those that restart alike are one line. */
function restartLines(restarts: readonly ReviewRestart[]): GlanceLine[] {
  const alike = new Map<string, ReviewRestart[]>();
  for (const restart of restarts) {
    const key = `${restart.image} ${restart.pods} ${restart.long} ${restart.lossText}`;
    alike.set(key, [...(alike.get(key) ?? []), restart]);
  }
  return [...alike.values()].flatMap((list) => {
    const [first] = list;
    if (!first) return [];
    const { image, pods, long, lossText, loss, group } = first;
    const each = list.length > 1 ? ' each' : '';
    const names = listed(
      list.map(({ name }) => name),
      8,
    );
    return [
      {
        text: `${names}${image === undefined ? '' : ` ${image}`}: ${pods}${each}, ${long}; ${lossText}`,
        group,
        grave: loss === 'outage',
        objects: list.length,
      },
    ];
  });
}

function deletedLine({ title, grave, objects, effects, swept }: ReviewGroup, group: number): GlanceLine {
  // What goes with it is worth its sentence; that it goes is said by the heading.
  const said = grave ? effects.find((effect) => effect.kind === 'deleted')?.text : undefined;
  return {
    text: said ?? title.replace(/ \(deleted\)$/, ''),
    group,
    grave,
    objects: objects.length,
    ...(swept && { told: true }),
  };
}

function linesOf(group: ReviewGroup, at: number, is: (effect: ReviewEffect) => boolean): GlanceLine[] {
  return group.effects.filter(is).map(({ text, grave }) => ({ text, group: at, ...(grave && { grave }) }));
}

function others(groups: readonly ReviewGroup[]): Glance['also'] {
  const found = new Map<string, { kind: string; label: string; groups: number }>();
  for (const { kind, label } of groups) {
    if (ANSWERED.has(kind)) continue;
    const known = found.get(kind);
    if (known) known.groups += 1;
    else found.set(kind, { kind, label, groups: 1 });
  }
  return [...found.values()];
}
