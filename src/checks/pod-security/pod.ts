import type { Field } from '../../manifest/field.js';

/** A pod as the Pod Security Standards look at it. */
export interface Pod {
  readonly spec: Field;
  /** All of them, init and ephemeral ones too. */
  readonly containers: readonly Field[];
  /** Minor version of Kubernetes whose standard counts; unknown: what some version allows is allowed. */
  readonly minor: number | undefined;
  readonly windows: boolean;
  /** Users of the pod are none of the node: `hostUsers: false`. */
  readonly ownUsers: boolean;
}

/** A field that the standard does not allow. */
export interface Problem {
  readonly field: Field;
  readonly message: string;
  /** What to write there. */
  readonly write: string;
}

export type Control = (pod: Pod) => readonly Problem[];

export function podOf(spec: Field, minor: number | undefined): Pod {
  const containers = ['containers', 'initContainers', 'ephemeralContainers'].flatMap((list) => spec.items(list));
  return {
    spec,
    containers,
    minor,
    windows: spec.at('os.name').text === 'windows',
    ownUsers: spec.at('hostUsers').flag === false,
  };
}

/** Whether that version, or perhaps that version, has what came with `since`. */
export function since({ minor }: Pod, first: number): boolean {
  return minor === undefined || minor >= first;
}

/** `container "app"`. */
export function named(container: Field): string {
  return `container "${container.at('name').text ?? ''}"`;
}

/** One field of each container. */
export function inContainers(
  { containers }: Pod,
  path: string,
  allowed: (field: Field) => boolean,
  write: string,
  what = path,
): Problem[] {
  return containers.flatMap((container) => {
    const field = container.at(path);
    if (allowed(field)) return [];
    return [{ field, message: `${named(container)} has ${what} ${shown(field)}`, write }];
  });
}

/** The same in the pod's own security context too, where one bad value is enough. */
export function anywhere(pod: Pod, path: string, allowed: (field: Field) => boolean, write: string): Problem[] {
  const own = pod.spec.at(path);
  return [
    ...(allowed(own) ? [] : [{ field: own, message: `the pod has ${path} ${shown(own)}`, write }]),
    ...inContainers(pod, path, allowed, write),
  ];
}

/**
 * A field that a container has from its pod unless it sets its own. Missing at both is as bad as a wrong value at
 * either.
 */
export function inherited(pod: Pod, path: string, good: (field: Field) => boolean, write: string): Problem[] {
  const own = pod.spec.at(path);
  if (own.exists && !good(own)) return [{ field: own, message: `the pod has ${path} ${shown(own)}`, write }];
  return pod.containers.flatMap((container) => {
    const field = container.at(path);
    if (field.exists ? good(field) : own.exists) return [];
    return [{ field, message: `${named(container)} has ${path} ${shown(field)}, and so has its pod`, write }].map(
      (problem) =>
        field.exists ? { ...problem, message: `${named(container)} has ${path} ${shown(field)}` } : problem,
    );
  });
}

function shown({ value, exists }: Field): string {
  return exists ? JSON.stringify(value) : 'unset';
}
