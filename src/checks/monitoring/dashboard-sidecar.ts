import { applicationSources, valueBelow, valueField } from '../../manifest/argocd/application-sources.js';
import { type Field, fieldOf } from '../../manifest/field.js';
import type { Manifest } from '../../manifest/manifest.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';
import { isTemplated, referencesOf } from '../../manifest/references.js';
import { listed, quoted } from '../../values/listed.js';
import { folded, type Report, report } from '../rule.js';
import { chartKey } from './dashboards.js';

/** Which ConfigMaps the sidecar beside a Grafana takes for dashboards. */
interface Sidecar {
  readonly field: Field;
  readonly release: string;
  readonly label: string;
  /** Any value where empty. */
  readonly value: string;
  /** Every namespace where undefined. */
  readonly namespaces: readonly string[] | undefined;
  /** Undefined where the values do not say it. */
  readonly isOn: boolean | undefined;
  /** The annotation that says in which folder a dashboard lies; undefined where none does. */
  readonly folder: string | undefined;
}

/**
 * Dashboards that no Grafana of the set takes: another label, another value, or a namespace in which none looks. One that
 * takes none of several is itself what is wrong.
 */
export function* untaken(set: ManifestSet): Iterable<Report> {
  const [sidecar, ...others] = sidecarsOf(set);
  // With several Grafanas, or texts that a template fills, nobody knows which dashboard is for whom.
  if (!sidecar || others.length > 0 || isTemplated(sidecar.label + sidecar.value)) return;
  const boards = set.kind('ConfigMap').filter((one) => isDashboard(one) && !isMounted(one, set));
  if (sidecar.isOn === false) {
    yield* untold(sidecar, boards);
    return;
  }
  for (const one of boards) if (takes(sidecar, one)) yield* folder(sidecar, one);
  const missed = boards.filter((one) => !takes(sidecar, one));
  const { label, value, namespaces, release } = sidecar;
  const wants = `"${label}${value && `=${value}`}"${namespaces ? ` in ${listed(quoted(namespaces))}` : ''}`;
  const isAll = missed.length === boards.length && missed.length > 1;
  yield* folded(missed, labelsOf, ([first, ...rest]) => {
    const names = listed([first, ...rest].map(({ ref }) => `"${ref.name}"`));
    const fix = `metadata.labels: ${label}: "${value || '1'}"${namespaces ? `, in namespace ${namespaces.join(', ')}` : ''}`;
    return report(
      isAll ? sidecar.field : labelsOf(first),
      `the sidecar of "${release}" takes ConfigMaps with the label ${wants}: ${names} ${rest.length > 0 ? 'are' : 'is'} not among them`,
      {
        why: 'Grafana never gets the file: the dashboard is not there, and nothing says so.',
        fix: isAll ? 'Write the label, the value and the namespaces that the ConfigMaps have.' : fix,
      },
    );
  });
}

/** Dashboards with the label, and no sidecar that looks for it. */
function untold(sidecar: Sidecar, boards: readonly Manifest[]): readonly Report[] {
  const labelled = boards.filter((one) => fieldOf(one, ['metadata', 'labels', sidecar.label]).exists);
  return folded(labelled, labelsOf, (all) => {
    const names = listed(all.map(({ ref }) => `"${ref.name}"`));
    return report(
      sidecar.field,
      `"${sidecar.release}" runs no sidecar that takes dashboards: ${names} ${all.length > 1 ? 'are' : 'is'} for one`,
      {
        why: 'Grafana never gets the file: the dashboard is not there, and nothing says so.',
        fix: 'sidecar.dashboards.enabled: true',
      },
    );
  });
}

/** The annotation of the folder, by nearly the name that the sidecar looks for. */
function* folder({ folder: name, release }: Sidecar, manifest: Manifest): Iterable<Report> {
  if (name === undefined) return;
  const plain = (key: string) => key.replaceAll(/[-_.]/g, '').toLowerCase();
  for (const [key, field] of fieldOf(manifest).entries('metadata.annotations')) {
    if (key === name || plain(key) !== plain(name)) continue;
    yield report(field, `the sidecar of "${release}" reads the folder from "${name}", not from "${key}"`, {
      why: 'The dashboard lies in the folder General, where nobody looks for it.',
      fix: `${name}: ${field.text ?? ''}`,
    });
  }
}

/** Source: grafana/helm-charts, grafana, values.yaml: sidecar.dashboards; kube-prometheus-stack, values.yaml: grafana. */
function sidecarsOf(set: ManifestSet): readonly Sidecar[] {
  return applicationSources(set).flatMap((source): Sidecar[] => {
    const { chart, release, namespace } = source;
    const isStack = chart === 'kube-prometheus-stack';
    if (chart !== 'grafana' && !isStack) return [];
    const path = chartKey(chart, 'sidecar', 'dashboards');
    const own = valueBelow(source, path);
    if (isStack && valueBelow(source, ['grafana', 'enabled']).flag === false) return [];
    if (!own.at('enabled').exists && !isStack) return [];
    const where = own.at('searchNamespace');
    const listedIn = where.text?.split(',') ?? where.items().flatMap(({ text }) => text ?? []);
    const named = listedIn.length > 0 ? listedIn : isStack ? ['ALL'] : namespace === undefined ? ['ALL'] : [namespace];
    return [
      {
        field: own.exists ? valueField(source, path) : source.source,
        release,
        label: own.at('label').text ?? 'grafana_dashboard',
        value: own.at('labelValue').scalar ?? (isStack ? '1' : ''),
        isOn: own.at('enabled').flag,
        folder: own.at('folderAnnotation').text,
        namespaces: named.includes('ALL') || named.some(isTemplated) ? undefined : named,
      },
    ];
  });
}

function takes({ label, value, namespaces }: Sidecar, manifest: Manifest): boolean {
  const own = fieldOf(manifest, ['metadata', 'labels', label]).scalar;
  const isThere = namespaces === undefined || namespaces.includes(manifest.ref.namespace ?? '');
  return isThere && own !== undefined && (value === '' || own === value);
}

/** A file that says of itself what every dashboard does. */
function isDashboard(manifest: Manifest): boolean {
  return fieldOf(manifest)
    .entries('data')
    .some(([key, { text = '' }]) => key.endsWith('.json') && text.includes('"panels"') && text.includes('"title"'));
}

/** Whether something else reads it: a pod that mounts it, or a chart that names it. */
function isMounted(manifest: Manifest, set: ManifestSet): boolean {
  const { name } = manifest.ref;
  return (
    referencesOf(set).all.some(({ to }) => to.kind === 'ConfigMap' && to.name === name) ||
    applicationSources(set).some(({ values }) => JSON.stringify(values ?? '').includes(`"${name}"`))
  );
}

function labelsOf(manifest: Manifest): Field {
  const labels = fieldOf(manifest, 'metadata.labels');
  return labels.exists ? labels : fieldOf(manifest, 'metadata');
}
