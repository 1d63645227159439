import { basename } from 'node:path';
import { nameMistake } from '../../construct/names.js';
import type { Pin } from '../../images/image-pin.js';
import { pinProblem } from '../../images/image-pin.js';
import { serviceNameProblem } from '../../values/dns-name.js';
import { parseImageRef } from '../../values/image-ref.js';
import type { ServiceChoices } from '../new-service/files.js';
import { originOf } from './origin.js';
import { refusal } from './refusal.js';

/** What a new fleet begins with: asked of the command line, the folder and Git. */
export interface Start {
  /** The fleet's name: `app.kubernetes.io/part-of`, its namespace, its Argo CD project. */
  readonly name: string;
  /** The first service, its image below `registry`. */
  readonly service: ServiceChoices & { readonly name: string; readonly pin: Pin };
  /** Host and owner: `ghcr.io/acme`. */
  readonly registry: string;
  /** The repository that Argo CD reads; undefined where Git knows of none. */
  readonly repo: string | undefined;
  readonly branch: string;
  /** Of imports: `.js` in a package of ES modules. */
  readonly extension: string;
}

interface Asked {
  readonly image?: string | undefined;
  readonly port?: string | undefined;
  readonly extension: string;
}

/** A small web server that anybody may pull: what a fleet begins with when no image is named. */
const PODINFO = { image: 'ghcr.io/stefanprodan/podinfo:6.7.1', port: '9898', health: '/healthz' };

/** @throws Failure for an image or a port that is none, and a folder whose name no fleet can have */
export function startOf(folder: string, { image, port, extension }: Asked): Start {
  const { registry, repository, pin } = partsOf(image ?? PODINFO.image);
  const name = slug(repository);
  refuseBadPort(port);
  return {
    name: fleetName(folder),
    service: {
      name,
      pin,
      ...(name !== repository && { repository }),
      port: port ?? (image === undefined ? PODINFO.port : '8000'),
      health: image === undefined ? PODINFO.health : undefined,
      route: '/',
      replicas: new Map([['dev', 1]]),
      extension,
    },
    registry,
    ...originOf(folder),
    extension,
  };
}

function fleetName(folder: string): string {
  const name = slug(basename(folder)) || 'fleet';
  // `-workers` is added to it for a namespace.
  if (nameMistake(name) === undefined) return name;
  throw refusal(`the fleet's name, "${name}", is too long`, 'Write a shorter one: eco init shop');
}

/** Tag and digest of an image, and its name in two: what stands before the last `/`, and the rest. */
function partsOf(image: string): { readonly registry: string; readonly repository: string; readonly pin: Pin } {
  const example = `Write it whole: --image ${PODINFO.image}`;
  const ref = parseImageRef(image);
  if (ref === undefined) throw refusal(`"${image}" is no image`, example);
  if (ref.tag === undefined) throw refusal(`"${image}" has no tag`, example);
  const { registry = 'docker.io', digest, tag } = ref;
  const problem = pinProblem(tag);
  if (problem !== undefined) throw refusal(problem, example);
  const path = ref.repository.split('/');
  const repository = path.pop() ?? '';
  if (serviceNameProblem(slug(repository)) !== undefined)
    throw refusal(`no service can be named after the image "${image}"`, 'Its last part needs a letter.');
  const owner = path.length === 0 && registry === 'docker.io' ? ['library'] : path;
  return { registry: [registry, ...owner].join('/'), repository, pin: { tag, ...(digest && { digest }) } };
}

function refuseBadPort(port: string | undefined): void {
  if (port === undefined || (/^[1-9]\d{0,4}$/.test(port) && Number(port) <= 65535)) return;
  throw refusal(`port "${port}" is no number of 1 to 65535`, 'Write --port 8000');
}

/** A name as Kubernetes takes it: `My Shop` -> `my-shop`. */
function slug(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^[-0-9]+|-+$/g, '');
}
