import { applicationSpecs } from '../../manifest/argocd/application-sources.js';
import { type Field, fieldOf } from '../../manifest/field.js';
import { groupBy } from '../../manifest/group-by.js';
import { labelsOf } from '../../manifest/labels.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';
import { isTemplated } from '../../manifest/references.js';
import { namespaceLabelValues } from '../../network/namespace-labels.js';
import { didYouMean, isOneSlip } from '../../values/did-you-mean.js';
import { oddOnesOut } from '../odd-one-out.js';
import { type Report, report } from '../rule.js';

const INJECTION = 'istio-injection';
const REVISION = 'istio.io/rev';
const INJECT = 'sidecar.istio.io/inject';

/**
 * Labels by which Istio decides of sidecars, and that it does not read as they are meant.
 * Source: Istio, setup/additional-setup/sidecar-injection#controlling-the-injection-policy.
 */
export function* injectionLabels(set: ManifestSet): Iterable<Report> {
  const namespaces = set.kind('Namespace').map((one) => fieldOf(one, 'metadata.labels'));
  const managed = applicationSpecs(set).map((spec) => spec.at('syncPolicy.managedNamespaceMetadata.labels'));
  for (const labels of [...namespaces, ...managed]) yield* ofNamespace(labels);
  yield* oddNamespaces(namespaces, set);
  for (const { field } of set.podTemplates())
    for (const map of [field.at('metadata.labels'), field.at('metadata.annotations')]) yield* ofPod(map);
}

function* ofNamespace(labels: Field): Iterable<Report> {
  const injection = labels.at([INJECTION]);
  const { text } = injection;
  if (!injection.exists) yield* slip(labels, INJECTION);
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

/** What a pod says of its own sidecar. Source: istio/istio, pkg/kube/inject/inject.go. */
function* ofPod(map: Field): Iterable<Report> {
  const inject = map.at([INJECT]);
  if (!inject.exists) return yield* slip(map, INJECT);
  const value = inject.text ?? '';
  if (isTemplated(value) || /^(?:|y|yes|true|on|n|no|false|off)$/i.test(value)) return;
  yield report(inject, `"${INJECT}" is "${value}", allowed are true, false`, {
    why: 'Istio takes every word that is no yes for a no: the pod gets no sidecar.',
    fix: `Write ${INJECT}: "${didYouMean(value, ['true']) ? 'true' : 'false'}".`,
  });
}

/** A key that is nearly the one that Istio reads here, or the one that it reads elsewhere. */
function* slip(map: Field, key: string): Iterable<Report> {
  for (const [written, field] of map.entries()) {
    if (!/istio|inject/i.test(written) || written === REVISION) continue;
    const isMeant = /^(?:sidecar[./-])?istio(?:[.-]io)?[./-]?inject(?:ion|or|ed)?$/i.test(written);
    if (isMeant || isOneSlip(written, key))
      yield report(field, `"${written}" is no label that Istio reads here: did you mean "${key}"?`, {
        // The label of a namespace on a pod: mostly it says what its namespace says already.
        severity: written === INJECTION ? 'warning' : undefined,
        why: 'Nothing reads it: whether the pods get a sidecar is decided without it.',
        fix: `Write ${key}.`,
      });
  }
}

/** A namespace that is labelled as others in all that they have in common, but for its sidecars. */
function* oddNamespaces(namespaces: readonly Field[], set: ManifestSet): Iterable<Report> {
  const values = namespaceLabelValues(set);
  const common = ({ manifest }: Field) => {
    const shared = [...labelsOf(manifest.object)].filter(
      ([key, value]) => key !== INJECTION && (values.get(key) ?? []).filter((one) => one === value).length > 1,
    );
    return shared.length < 2 ? undefined : JSON.stringify(shared.sort());
  };
  for (const [key, alike] of groupBy(namespaces, common)) {
    const found = key === undefined ? undefined : oddOnesOut(alike, (labels) => labels.at([INJECTION]).text);
    for (const labels of found?.odd ?? []) {
      const own = labels.at([INJECTION]);
      const says = own.exists ? `is "${own.text ?? ''}"` : 'is not there';
      const place = own.exists ? own : labels;
      yield report(
        place,
        `label "${INJECTION}" ${says}: ${found?.count} namespaces labelled as this one have "${found?.usual}"`,
        {
          severity: 'warning',
          why: 'The pods here are in the mesh otherwise than those of the others: policies and routes of the mesh do not hold for them.',
          fix: `Write ${INJECTION}: ${found?.usual}.`,
        },
      );
    }
  }
}
