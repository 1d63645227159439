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
    'source: {repoURL: u, path: p, kustomize: {patches: [{patch: "[{op: ad, path: /a, value: b}]"}]}}',
    'spec.source.kustomize.patches[0].patch: "ad" is no operation of a patch: add, remove, replace, move, copy, test',
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

const GIT = 'which is a Git repository';
test.each([
  [
    '{repoURL: httphttps://c.io, chart: c, targetRevision: 1.0.0}',
    'repoURL: "httphttps" is no scheme of a repository, as in "httphttps://c.io"',
  ],
  [
    '{repoURL: https://github.com/t/r, chart: c, targetRevision: 1.0.0}',
    `repoURL: a chart is taken from "https://github.com/t/r", ${GIT}`,
  ],
  ['{repoURL: git@x.io:t/r, chart: c, targetRevision: ^1}', `repoURL: a chart is taken from "git@x.io:t/r", ${GIT}`],
  [
    '{repoURL: https://t.github.io/c, path: c}',
    'repoURL: a path is read from "https://t.github.io/c", which is a chart repository',
  ],
  [
    '{repoURL: https://t.github.io/c, chart: c, targetRevision: HEAD}',
    'targetRevision: "HEAD" is no version of a chart, nor a range of versions',
  ],
])('what does not belong together: %s', (source, message) => {
  expect(findings(appSchema, application('a', `source: ${source}`))).toEqual([`error spec.source.${message}`]);
});

test.each([
  '{repoURL: https://t.github.io/c, chart: c, targetRevision: v1.2.3}',
  '{repoURL: https://t.github.io/c, chart: c, targetRevision: ">=1 <2"}',
  '{repoURL: registry.io/charts, chart: c, targetRevision: latest}',
  '{repoURL: https://github.com/t/r, path: c, targetRevision: main}',
  '{repoURL: "{{url}}", chart: c, targetRevision: "{{version}}"}',
])('silent: %s', (source) => {
  expect(findings(appSchema, application('a', `source: ${source}`))).toEqual([]);
});

test.each([
  ['server: in-cluster', 'server: "in-cluster" is no address of a cluster'],
  [
    'server: "https://kubernetes.default"',
    'server: "https://kubernetes.default" is not how Argo CD knows its own cluster: it compares the text',
  ],
  [
    'name: "https://kubernetes.default.svc"',
    'name: "https://kubernetes.default.svc" is an address, not the name of a cluster',
  ],
])('destination %s', (cluster, message) => {
  const text = application('a', 'source: {repoURL: u, path: p}').replace(
    'server: "https://kubernetes.default.svc"',
    cluster,
  );
  expect(findings(appSchema, text)).toEqual([`error spec.destination.${message}`]);
});

test('other clusters are known by whatever address or name they have', () => {
  for (const cluster of ['server: "https://10.0.0.1:6443"', 'server: "{{server}}"', 'name: "prod"'])
    expect(
      findings(
        appSchema,
        application('a', 'source: {repoURL: u, path: p}').replace('server: "https://kubernetes.default.svc"', cluster),
      ),
    ).toEqual([]);
});
