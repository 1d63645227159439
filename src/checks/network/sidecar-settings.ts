import { isObject } from '../../manifest/access.js';
import type { PodTemplate } from '../../manifest/pod-template.js';
import { isTemplated } from '../../manifest/references.js';
import { readYaml } from '../../manifest/yaml/read-yaml.js';
import { didYouMean } from '../../values/did-you-mean.js';
import { type Report, report } from '../rule.js';

/** The setting that lets containers wait for their sidecar. Source: istio/api, mesh/v1alpha1 ProxyConfig. */
export const HOLD = 'holdApplicationUntilProxyStarts';

/** The settings of one sidecar, as they are written. */
export function* sidecarSettings({ field }: PodTemplate): Iterable<Report> {
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
