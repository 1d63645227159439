import { applicationSources } from '../../manifest/argocd/application-sources.js';
import { type ManifestSet, perSet } from '../../manifest/manifest-set.js';

/** An API that only some releases of an operator serve. */
interface ChartApi {
  readonly chart: string;
  readonly apiVersion: string;
  /** The first release that serves it, and the first that does not any more. */
  readonly from?: string;
  readonly until?: string;
  /** What to write instead. */
  readonly instead: string;
}

// Source: External Secrets, releases v0.16.0 and v0.17.0; cert-manager, release-notes-1.6.
const APIS: readonly ChartApi[] = [
  {
    chart: 'external-secrets',
    apiVersion: 'external-secrets.io/v1beta1',
    until: '0.17.0',
    instead: 'external-secrets.io/v1',
  },
  {
    chart: 'external-secrets',
    apiVersion: 'external-secrets.io/v1',
    from: '0.16.0',
    instead: 'external-secrets.io/v1beta1',
  },
  ...['v1alpha2', 'v1alpha3', 'v1beta1'].map((version) => ({
    chart: 'cert-manager',
    apiVersion: `cert-manager.io/${version}`,
    until: '1.6.0',
    instead: 'cert-manager.io/v1',
  })),
];

/** Why an operator that the set installs does not serve an API. */
export interface Unserved {
  readonly chart: string;
  readonly release: string;
  readonly why: string;
  readonly instead: string;
}

/** APIs that operators of the set do not serve, by apiVersion. Releases that are ranges say nothing. */
export const unservedApis = perSet((set: ManifestSet): ReadonlyMap<string, Unserved> => {
  const found = new Map<string, Unserved>();
  for (const { chart, source } of applicationSources(set)) {
    const release = source.at('targetRevision').text ?? '';
    if (!/^v?\d+\.\d+\.\d+$/.test(release)) continue;
    for (const api of APIS.filter((one) => one.chart === chart)) {
      const isNew = api.until !== undefined && compare(release, api.until) >= 0;
      const isOld = api.from !== undefined && compare(release, api.from) < 0;
      if (!isNew && !isOld) continue;
      const why = isNew ? `not served since ${api.until}` : `served from ${api.from} on`;
      found.set(api.apiVersion, { chart, release, why, instead: api.instead });
    }
  }
  return found;
});

function compare(a: string, b: string): number {
  const [one, other] = [a, b].map((text) => text.replace(/^v/, '').split('.').map(Number));
  for (let i = 0; i < 3; i += 1) {
    const difference = (one?.[i] ?? 0) - (other?.[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
