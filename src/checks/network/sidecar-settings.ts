import { isObject } from '../../manifest/access.js';
import { type Field, fieldOf } from '../../manifest/field.js';
import type { PodTemplate } from '../../manifest/pod-template.js';
import { isTemplated } from '../../manifest/references.js';
import { readYaml } from '../../manifest/yaml/read-yaml.js';
import { didYouMean } from '../../values/did-you-mean.js';
import { type Report, report } from '../rule.js';

/** The setting that lets containers wait for their sidecar. Source: istio/api, mesh/v1alpha1 ProxyConfig. */
export const HOLD = 'holdApplicationUntilProxyStarts';

/** The settings of one sidecar, as they are written. */
export function* sidecarSettings({ field, manifest }: PodTemplate): Iterable<Report> {
  if (field.path.length > 0) yield* aboveItsPods(fieldOf(manifest, 'metadata'), field.at('metadata'));
  const at = field.at(['metadata', 'annotations', 'proxy.istio.io/config']);
  if (at.text === undefined || isTemplated(at.text)) return;
  const { findings, documents } = readYaml(at.text, '');
  const value = documents[0]?.value;
  if (findings.length > 0 || !isObject(value)) {
    yield report(at, 'the settings of the sidecar cannot be read', {
      severity: 'error',
      why: 'The injector refuses the pod: none is made.',
      fix: `Write JSON, as '{"${HOLD}": true}'.`,
    });
    return;
  }
  const slip = Object.keys(value).find((key) => key !== HOLD && didYouMean(key, [HOLD]));
  if (slip !== undefined)
    yield report(at, `a sidecar has no setting "${slip}"`, {
      why: 'It is left out: the container starts before its sidecar all the same, or the injector refuses the pod.',
      fix: `Did you mean "${HOLD}"?`,
    });
}

/** What Istio reads of pods, and what stands on the object that makes them: it is not handed down. */
function* aboveItsPods(own: Field, ofPods: Field): Iterable<Report> {
  for (const part of ['annotations', 'labels'])
    for (const [key, at] of own.at(part).entries()) {
      if (!/^(?:proxy|(?:traffic\.)?sidecar)\.istio\.io\//.test(key)) continue;
      if (['annotations', 'labels'].some((place) => ofPods.at([place, key]).exists)) continue;
      yield report(at, `"${key}" stands on the ${own.manifest.ref.kind}, and not on its pods`, {
        why: 'Istio reads it of pods alone: nothing comes of it here.',
        fix: `Move it to ${ofPods.path.join('.')}.${part}.`,
      });
    }
}
