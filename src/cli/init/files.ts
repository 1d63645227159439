import { newImagesFile } from '../../images/images-file.js';
import { setImage } from '../../images/set-image.js';
import { serviceFile } from '../new-service/files.js';
import { entryFile } from './entry-file.js';
import type { Start } from './start.js';

/** The environment that a fleet begins with: a cluster on the author's own machine. */
const ENVIRONMENT = 'dev';

/** Every file of a new fleet that is written whole: path from its folder -> text. */
export function fleetFiles(start: Start): ReadonlyMap<string, string> {
  const { service, extension } = start;
  return new Map([
    ['cdk8s.yaml', CONFIG],
    ['src/fleet/environments.ts', environmentsFile(start)],
    ['src/fleet/index.ts', entryFile(service.name, extension)],
    [`src/fleet/services/${service.name}.ts`, serviceFile(service.name, { ...service, extension })],
    [`src/fleet/images/${ENVIRONMENT}.yaml`, imagesFile(start)],
    ['src/fleet/tsconfig.json', TSCONFIG],
  ]);
}

function imagesFile({ service }: Start): string {
  return setImage(newImagesFile(ENVIRONMENT), service.name, service.pin) ?? '';
}

const CONFIG = `language: typescript
# "cdk8s synth" runs this, and empties its output folder before: a scratch one. dist/ is written by the command itself.
app: eco synth
output: .eco/cdk8s
# The module that exports \`fleet\`.
fleet: src/fleet/index.ts
`;

const TSCONFIG = `{
  // What a fleet is checked with, by the editor and by "eco synth" alike.
  "compilerOptions": {
    "strict": true,
    "noUncheckedIndexedAccess": true,
    "skipLibCheck": true,
    "module": "nodenext",
    "target": "es2022",
    "lib": ["es2023"],
    "types": [],
    "noEmit": true
  },
  "include": ["."]
}
`;

function environmentsFile({ name, registry, repo, branch }: Start): string {
  const reads = repo
    ? `What Argo CD reads: the folder dist/${ENVIRONMENT} of this repository.`
    : `Argo CD reads dist/${ENVIRONMENT} from here: write the address of this repository. A name below .test is nobody's.`;
  return `import { defineFleet, ingressClass, overlay } from '@eco2/manifests';

export const { defineService, defineStore, defineWorker, fleet } = defineFleet({
  name: '${name}',
  rootApplication: '${name}-root',
  namespaces: { services: '${name}', workers: '${name}-workers' },
  images: 'src/fleet/images',
  environments: {
    // One node on a laptop: kind or k3d, with ingress-nginx.
    ${ENVIRONMENT}: {
      cluster: {
        kubernetes: '1.34',
        network: overlay({ pods: '10.244.0.0/16', services: '10.96.0.0/16' }),
        // What the node has, and what runs on it beside the fleet: millicores, Mi.
        nodes: { laptop: { machine: { cpu: 4000, memory: 8000 } } },
        systemPods: { cpu: 1000, memory: 500, pods: 12 },
        pinning: 'no',
      },
      registry: { url: '${registry}' },
      ingress: ingressClass('nginx', { host: '${name}.localhost' }),
      // What Argo CD installs before the services, for canaries, secrets, alerts: argoRollouts(), externalSecrets(), …
      addOns: [],
      // ${reads}
      git: { repo: '${repo ?? `https://git.${name}.test/${name}.git`}', revision: '${branch}' },
    },
  },
});
`;
}
