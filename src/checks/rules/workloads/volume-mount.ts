import { fieldOf } from '../../../manifest/field.js';
import { isTemplated } from '../../../manifest/references.js';
import { didYouMean } from '../../../values/did-you-mean.js';
import { quoted } from '../../../values/listed.js';
import { report, rule } from '../../rule.js';

const pod = (name: string, mark = '') => `
apiVersion: v1
kind: Pod
metadata:
  name: shop
  namespace: api
spec:
  containers:
    - name: app
      image: ghcr.io/team/shop:1.0.0
      volumeMounts:
        - name: ${name}${mark}
          mountPath: /tmp
  volumes:
    - name: scratch
      emptyDir: {}
`;

export const volumeMount = rule({
  id: 'volume-mount',
  severity: 'error',
  what: 'A container mounts a volume that its pod does not declare',
  why: 'The API server refuses the object: the sync fails.',
  fix: 'Declare the volume under spec.volumes, or correct the name.',
  exceptions: ["Volumes of a StatefulSet's volumeClaimTemplates.", 'Names that a template fills in.'],
  source: 'Kubernetes, pkg/apis/core/validation: ValidateVolumeMounts',
  wrong: pod('scrach', ' # <--'),
  right: pod('scratch'),
  *check({ set }) {
    for (const { manifest, spec, containers } of set.podTemplates()) {
      const claims = fieldOf(manifest).items('spec.volumeClaimTemplates');
      const names = [
        ...spec.items('volumes').map((volume) => volume.at('name').text),
        ...claims.map((claim) => claim.at('metadata.name').text),
      ].filter((name) => name !== undefined);
      const declared = new Set(names);
      for (const { field } of containers) {
        for (const mount of [...field.items('volumeMounts'), ...field.items('volumeDevices')]) {
          const name = mount.at('name');
          if (name.text === undefined || declared.has(name.text) || isTemplated(name.text)) continue;
          const near = didYouMean(name.text, names);
          yield report(name, `volume "${name.text}" is mounted, and the pod declares ${list(names)}`, {
            fix: near ? `Did you mean "${near}"?` : undefined,
          });
        }
      }
    }
  },
});

function list(names: readonly string[]): string {
  return names.length === 0 ? 'none' : quoted(names).join(', ');
}
