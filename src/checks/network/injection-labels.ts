import { applicationSpecs } from '../../manifest/application-sources.js';
import { type Field, fieldOf } from '../../manifest/field.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';
import { isTemplated } from '../../manifest/references.js';
import { type Report, report } from '../rule.js';

const INJECTION = 'istio-injection';
const REVISION = 'istio.io/rev';

/**
 * Labels of namespaces by which Istio decides of sidecars, and that it does not read as they are meant.
 * Source: Istio, setup/additional-setup/sidecar-injection#controlling-the-injection-policy.
 */
export function* injectionLabels(set: ManifestSet): Iterable<Report> {
  for (const labels of [
    ...set.kind('Namespace').map((one) => fieldOf(one, 'metadata.labels')),
    ...applicationSpecs(set).map((spec) => spec.at('syncPolicy.managedNamespaceMetadata.labels')),
  ])
    yield* ofNamespace(labels);
}

function* ofNamespace(labels: Field): Iterable<Report> {
  const injection = labels.at([INJECTION]);
  const { text } = injection;
  if (text === undefined || isTemplated(text)) return;
  if (text !== 'enabled' && text !== 'disabled') {
    const meant = /^(?:0|dis|f|n|off)/i.test(text) ? 'disabled' : 'enabled';
    yield report(injection, `label "${INJECTION}" is "${text}", allowed are enabled, disabled`, {
      why: 'Istio knows no other value: it reads the label as if it were not there, and gives the pods no sidecar.',
      fix: `Write ${INJECTION}: ${meant}.`,
    });
  }
  const revision = labels.at([REVISION]);
  if (text === 'enabled' && revision.exists)
    yield report(revision, `label "${REVISION}" is "${revision.text ?? ''}", which "${INJECTION}: ${text}" overrides`, {
      severity: 'warning',
      why: `Where both are there ${INJECTION} counts: the sidecars are those of the default revision.`,
      fix: `Take out ${INJECTION}, or ${REVISION}.`,
    });
}
