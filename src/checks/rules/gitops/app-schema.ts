import { applicationSpecs } from '../../../manifest/argocd/application-sources.js';
import type { Field } from '../../../manifest/field.js';
import { readYaml } from '../../../manifest/yaml/read-yaml.js';
import { parseGoDuration } from '../../../values/duration.js';
import { sourceAddress } from '../../gitops/source-address.js';
import { patchOperations } from '../../kustomize/patch-operations.js';
import { type Report, report, rule } from '../../rule.js';

const example = (source: string) => `
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata:
  name: redis
  namespace: argocd
spec:
  project: default
  source:${source}
  destination:
    server: https://kubernetes.default.svc
    namespace: redis
`;

export const appSchema = rule({
  id: 'app-schema',
  severity: 'error',
  what: 'An Application has fields that Argo CD cannot use together',
  why: 'The Application shows a ComparisonError or InvalidSpecError: nothing is compared and nothing is synced.',
  fix: 'Write the fields as the Application CRD describes them.',
  exceptions: ['Values that an ApplicationSet fills in.'],
  source: 'Argo CD, operator-manual/application.yaml, util/argo: ValidateRepo; user-guide/helm',
  wrong: example(` # <--
    repoURL: https://charts.shop.io
    chart: redis`),
  right: example(`
    repoURL: https://charts.shop.io
    chart: redis
    targetRevision: 20.2.1`),
  *check({ set }) {
    for (const spec of applicationSpecs(set)) {
      yield* destination(spec.at('destination'));
      const source = spec.at('source');
      const several = spec.items('sources');
      if (source.exists && several.length > 0)
        yield report(source, '"source" stands beside "sources", which alone counts', {
          severity: 'warning',
          why: 'Argo CD ignores it without a word.',
          fix: 'Move it into sources.',
        });
      for (const one of several.length > 0 ? several : [source]) if (one.exists) yield* oneSource(one);
      yield* retry(spec.at('syncPolicy.retry'));
    }
  },
});

function* destination(field: Field): Iterable<Report> {
  const { server, name } = field.object;
  yield* cluster(field);
  if (server !== undefined && name !== undefined)
    yield report(field, 'destination has both "server" and "name"', { fix: 'Leave one of them out.' });
  else if (field.exists && server === undefined && name === undefined)
    yield report(field, 'destination names no cluster: neither "server" nor "name"', {
      fix: 'Add server: https://kubernetes.default.svc.',
    });
}

/** Source: Argo CD, operator-manual/declarative-setup#clusters: the address of a cluster is compared as text. */
function* cluster(field: Field): Iterable<Report> {
  const [server, name] = [field.at('server'), field.at('name')];
  const why = 'Argo CD knows no such cluster: InvalidSpecError, nothing is synced.';
  const address = server.text;
  if (address !== undefined && !address.includes('{{') && !/^https?:\/\//.test(address))
    yield report(server, `"${address}" is no address of a cluster`, {
      why,
      fix: `Write name: ${address}, or server: ${OWN_CLUSTER}.`,
    });
  else if (address !== undefined && address !== OWN_CLUSTER && /^https?:\/\/kubernetes(?:[.:/]|$)/.test(address))
    yield report(server, `"${address}" is not how Argo CD knows its own cluster: it compares the text`, {
      why,
      fix: `Write server: ${OWN_CLUSTER}.`,
    });
  if (name.text?.includes('://'))
    yield report(name, `"${name.text}" is an address, not the name of a cluster`, {
      why,
      fix: `Write server: ${name.text}.`,
    });
}

const OWN_CLUSTER = 'https://kubernetes.default.svc';

function* oneSource(source: Field): Iterable<Report> {
  const { chart, path, ref } = source.object;
  if (chart !== undefined && path !== undefined)
    yield report(source, 'source has both "chart" and "path"', {
      fix: 'Keep "chart" for a chart repository, "path" for a folder of a Git repository.',
    });
  else if (chart === undefined && path === undefined && ref === undefined)
    yield report(source, 'source has neither "path" nor "chart"', { fix: 'Add the path of a folder, or a chart.' });
  yield* folder(source.at('path'));
  yield* sourceAddress(source);
  const url = source.at('repoURL');
  if (chart !== undefined && !source.at('targetRevision').exists)
    yield report(source, `chart "${String(chart)}" has no targetRevision: a chart has no default version`, {
      fix: 'Add targetRevision: the version of the chart.',
    });
  if (chart !== undefined && url.text?.startsWith('oci://'))
    yield report(url, `"${url.text}" has the scheme of a Helm client: Argo CD takes OCI registries without it`, {
      fix: `Write ${url.text.slice('oci://'.length)}, or the HTTPS address of the chart repository.`,
    });
  for (const patch of source.items('kustomize.patches')) yield* patchOperations(patch.at('patch'));
  for (const image of source.items('kustomize.images'))
    if (image.value !== null && typeof image.value === 'object')
      yield report(image, 'an item of kustomize.images is an object, allowed is text', {
        fix: 'Write name=registry/name:tag.',
      });
  const values = source.at('helm.values');
  const [problem] = values.text === undefined ? [] : readYaml(values.text, '').findings;
  if (problem)
    yield report(values, `helm.values is no YAML: ${problem.message}, line ${problem.at?.line ?? 1} of the text`, {
      fix: 'Write them as valuesObject, so that they are read with the file.',
    });
}

/** Source: Argo CD, util/app/path: Path. */
function* folder(path: Field): Iterable<Report> {
  const { text } = path;
  if (text === undefined || text.includes('{{')) return;
  if (text.startsWith('/'))
    yield report(path, `path "${text}" begins with a slash: it is to be read from the root of the repository`, {
      fix: `Write ${text.replace(/^\/+/, '') || '.'}.`,
    });
  else if (/^(?:\.\/+)*\.\.(?:\/|$)/.test(text))
    yield report(path, `path "${text}" leads out of the repository`, {
      fix: 'Write it from the root of the repository.',
    });
}

function* retry(field: Field): Iterable<Report> {
  for (const name of ['duration', 'maxDuration']) {
    const written = field.at(`backoff.${name}`);
    if (written.scalar === undefined || /^\d+$/.test(written.scalar)) continue;
    if (!written.scalar.includes('{{') && parseGoDuration(written.scalar) === undefined)
      yield report(written, `"${written.scalar}" is no duration: seconds, or a number with s, m or h`);
  }
}
