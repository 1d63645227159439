import { stringMap } from './access.js';
import { type Field, fieldOf } from './field.js';
import { rowOf } from './kinds.js';
import type { Labels } from './labels.js';
import type { Manifest } from './manifest.js';

/** The pod that a manifest describes: of a workload its template, of a Pod the Pod itself. */
export interface PodTemplate {
  readonly manifest: Manifest;
  /** The template: `spec.template`. */
  readonly field: Field;
  /** Its pod spec. */
  readonly spec: Field;
  /** Its labels; they are the pods' labels. */
  readonly labels: Labels;
  readonly containers: readonly Container[];
}

/** A container of a pod template. */
export interface Container {
  readonly field: Field;
  readonly name: string;
  /** `sidecar`: an init container that keeps running (`restartPolicy: Always`). */
  readonly role: 'main' | 'init' | 'sidecar' | 'ephemeral';
  readonly env: readonly EnvVar[];
  readonly ports: readonly ContainerPort[];
  /** Those that it has. */
  readonly probes: readonly Field[];
}

export interface EnvVar {
  readonly field: Field;
  readonly name: string;
  /** The literal value; undefined when it comes from elsewhere. */
  readonly value: string | undefined;
}

export interface ContainerPort {
  readonly field: Field;
  readonly name: string | undefined;
  readonly port: number | undefined;
  readonly protocol: string;
}

/** The pod template of a manifest, where its kind has one and the manifest writes it. */
export function podTemplateOf(manifest: Manifest): PodTemplate | undefined {
  const path = rowOf(manifest.ref)?.podTemplate;
  if (path === undefined) return undefined;
  const field = fieldOf(manifest, path);
  const spec = field.at('spec');
  if (!spec.exists) return undefined;
  let containers: readonly Container[] | undefined;
  return {
    manifest,
    field,
    spec,
    labels: stringMap(field.value, 'metadata.labels'),
    // Most rules about pods ask for them: they are put together once.
    get containers() {
      containers ??= containersOf(spec);
      return containers;
    },
  };
}

function containersOf(spec: Field): Container[] {
  return [
    ...spec.items('containers').map((field) => container(field, 'main')),
    ...spec
      .items('initContainers')
      .map((field) => container(field, field.at('restartPolicy').text === 'Always' ? 'sidecar' : 'init')),
    ...spec.items('ephemeralContainers').map((field) => container(field, 'ephemeral')),
  ];
}

function container(field: Field, role: Container['role']): Container {
  let env: readonly EnvVar[] | undefined;
  let ports: readonly ContainerPort[] | undefined;
  let probes: readonly Field[] | undefined;
  return {
    field,
    role,
    name: field.at('name').text ?? '',
    get env() {
      env ??= field.items('env').map((item) => ({
        field: item,
        name: item.at('name').text ?? '',
        value: item.at('value').text,
      }));
      return env;
    },
    get ports() {
      ports ??= field.items('ports').map((item) => ({
        field: item,
        name: item.at('name').text,
        port: item.at('containerPort').number,
        protocol: item.at('protocol').text ?? 'TCP',
      }));
      return ports;
    },
    get probes() {
      probes ??= PROBES.map((name) => field.at(name)).filter(({ exists }) => exists);
      return probes;
    },
  };
}

const PROBES = ['livenessProbe', 'readinessProbe', 'startupProbe'];
