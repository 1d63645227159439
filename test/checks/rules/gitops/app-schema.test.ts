import { appSchema } from '../../../../src/checks/rules/gitops/app-schema.js';
import { findings } from '../../findings.js';
import { application } from './applications.js';

test.each([
  ['{repoURL: u, chart: c}', 'chart "c" has no targetRevision: a chart has no default version'],
  ['{repoURL: u, chart: c, path: p, targetRevision: 1.0.0}', 'source has both "chart" and "path"'],
  ['{repoURL: u}', 'source has neither "path" nor "chart"'],
])('source %s', (source, message) => {
  expect(findings(appSchema, application('a', `source: ${source}`))).toEqual([`error spec.source: ${message}`]);
});

test.each([
  [
    'source: {repoURL: "oci://r.io/c", chart: c, targetRevision: 1.0.0}',
    'spec.source.repoURL: "oci://r.io/c" has the scheme of a Helm client: Argo CD takes OCI registries without it',
  ],
  [
    'source: {repoURL: u, path: p, kustomize: {images: [{name: a}]}}',
    'spec.source.kustomize.images[0]: an item of kustomize.images is an object, allowed is text',
  ],
  [
    'source: {repoURL: u, path: /dist/a}',
    'spec.source.path: path "/dist/a" begins with a slash: it is to be read from the root of the repository',
  ],
  ['source: {repoURL: u, path: ./../a}', 'spec.source.path: path "./../a" leads out of the repository'],
  [
    'source: {repoURL: u, path: p}, syncPolicy: {retry: {backoff: {duration: 5d}}}',
    'spec.syncPolicy.retry.backoff.duration: "5d" is no duration: seconds, or a number with s, m or h',
  ],
])('%s', (spec, message) => {
  expect(findings(appSchema, application('a', spec))).toEqual([`error ${message}`]);
});

test('values that are no YAML', () => {
  const [found] = findings(
    appSchema,
    application('a', String.raw`source: {repoURL: u, path: p, helm: {values: "a: 1\n  b: 2"}}`),
  );
  expect(found).toMatch(/^error spec\.source\.helm\.values: helm\.values is no YAML: .*line 2 of the text$/);
});

test('a cluster by its address and by its name', () => {
  const both = application('a', 'source: {repoURL: u, path: p}').replace(
    'destination: {',
    'destination: {name: in-cluster, ',
  );
  expect(findings(appSchema, both)).toEqual(['error spec.destination: destination has both "server" and "name"']);
});

test('source beside sources, and a destination of no cluster', () => {
  const both = application('a', 'source: {repoURL: u, path: p}, sources: [{repoURL: u, path: p}]');
  expect(findings(appSchema, both)).toEqual([
    'warning spec.source: "source" stands beside "sources", which alone counts',
  ]);
  const nowhere = application('a', 'source: {repoURL: u, path: p}').replace(
    'server: "https://kubernetes.default.svc", ',
    '',
  );
  expect(findings(appSchema, nowhere)).toEqual([
    'error spec.destination: destination names no cluster: neither "server" nor "name"',
  ]);
});

test('an ApplicationSet is read by its template; what is right is silent', () => {
  expect(findings(appSchema, application('a', 'source: {repoURL: u, chart: c}', '{}', 'ApplicationSet'))).toHaveLength(
    1,
  );
  const right = 'source: {repoURL: u, path: p, helm: {values: "a: 1"}}, syncPolicy: {retry: {backoff: {duration: 5s}}}';
  expect(findings(appSchema, application('a', right))).toEqual([]);
  expect(findings(appSchema, application('a', 'sources: [{repoURL: u, ref: values}]'))).toEqual([]);
});
