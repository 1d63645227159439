import { applicationSources } from '../../../manifest/argocd/application-sources.js';
import type { Field } from '../../../manifest/field.js';
import { groupBy } from '../../../manifest/group-by.js';
import type { ManifestSet } from '../../../manifest/manifest-set.js';
import type { PodTemplate } from '../../../manifest/pod-template.js';
import { parseImageRef } from '../../../values/image-ref.js';
import { oddOnesOut } from '../../odd-one-out.js';
import { folded, type Report, report, rule } from '../../rule.js';
import { serviceName } from '../../workloads/variables.js';

const pod = (name: string, owner: string, mark = '') => `---
apiVersion: v1
kind: Pod
metadata:
  name: ${name}
  namespace: api
spec:
  containers:
    - name: app
      image: ghcr.io/${owner}/${name}:1.0.0${mark}
`;
const example = (owner: string, mark = '') =>
  `${['cart', 'stock', 'till', 'user'].map((name) => pod(name, 'team')).join('')}${pod('shop', owner, mark)}`;

export const imageRegistry = rule({
  id: 'image-registry',
  severity: 'warning',
  what: 'An image of a service comes from another place than those of all others',
  why: 'Nobody pushes there any more: the pod runs an old image, or none (ImagePullBackOff).',
  fix: 'Name the registry and the owner that the others name.',
  exceptions: [
    'Images that are not called after the workload that runs them, or not as the others are: those of others.',
    'Where fewer than four come from the same place, or several services from another.',
  ],
  source: 'GitHub, Working with the Container registry: packages belong to an owner',
  wrong: example('oldteam', ' # <--'),
  right: example('team'),
  *check({ set }) {
    const images = set.podTemplates().flatMap(ownImages);
    const found = oddOnesOut(images, ({ place }) => place);
    const isOne = new Set(found?.odd.map(({ service }) => service)).size === 1;
    const [odd] = found?.odd ?? [];
    const isAlike =
      odd && images.some(({ service, place }) => place === found?.usual && sortOf(service) === sortOf(odd.service));
    if (found && odd && isOne && isAlike)
      yield report(
        odd.at,
        `image of "${odd.service}" comes from ${odd.place}, and those of ${found.count} others from ${found.usual}`,
        { also: found.odd.map(({ at }) => at) },
      );
    else if (!found) yield* moved(set, images);
  },
});

/** What services are called alike: `chat-api` and `auth-api` are of one sort, `atlantis` is somebody else's. */
function sortOf(service: string): string {
  return service.includes('-') ? (service.split('-').at(-1) ?? '') : '';
}

interface OwnImage {
  readonly at: Field;
  readonly service: string;
  /** Registry and owner. */
  readonly place: string;
}

/** Images that are called after what runs them: they are the team's own. */
function ownImages(pod: PodTemplate): OwnImage[] {
  const service = serviceName(pod);
  return pod.containers.flatMap(({ field }): OwnImage[] => {
    const at = field.at('image');
    const image = parseImageRef(at.text ?? '');
    const parts = image?.repository.split('/') ?? [];
    if (!image || parts.length < 2 || parts.at(-1) !== service) return [];
    return [{ at, service, place: `${image.registry ?? 'docker.io'}/${parts.slice(0, -1).join('/')}` }];
  });
}

/** Packages of GitHub that belong to somebody else than the repository from which all is applied. */
function* moved(set: ManifestSet, images: readonly OwnImage[]): Iterable<Report> {
  const [first, ...rest] = images;
  if (!first || rest.length < 3 || rest.some(({ place }) => place !== first.place)) return;
  const owner = /^ghcr\.io\/([^/]+)$/.exec(first.place)?.[1];
  const repositories = applicationSources(set).filter(
    ({ source }) => source.at('path').exists && !source.at('helm').exists,
  );
  const owners = new Set(repositories.flatMap(({ source }) => gitHubOwner(source.at('repoURL').text)));
  const [only] = owners;
  if (owner === undefined || only === undefined || owners.has(owner)) return;
  const name = mostOften(repositories.flatMap(({ source }) => gitHubOwner(source.at('repoURL').text)));
  if (owners.size > 1 && repositories.length < owners.size * 2) return;
  yield* folded(
    images,
    ({ at }) => at,
    (left) =>
      report(
        left[0].at,
        `all ${left.length} images come from ${first.place}, and the repository belongs to "${name}"`,
        {
          fix: `Push to ghcr.io/${name}, and name it here.`,
        },
      ),
  );
}

function gitHubOwner(url: string | undefined): string[] {
  const owner = /github\.com[/:]([\w.-]+)\//.exec(url ?? '')?.[1];
  return owner === undefined ? [] : [owner.toLowerCase()];
}

function mostOften(names: readonly string[]): string {
  const [most] = [...groupBy(names, (name) => name).values()].toSorted((a, b) => b.length - a.length);
  return most?.[0] ?? '';
}
