import { checkSet, checkTree } from '../../src/checks/check.js';
import { rule } from '../../src/checks/rule.js';
import { resourcesMissing } from '../../src/checks/rules/workloads/resources-missing.js';
import type { RunOptions } from '../../src/checks/run-set.js';
import { partFiles } from '../../src/manifest/files/sets.js';
import { setOf } from '../manifest/set-of.js';

const text = { what: 'What', why: 'Why.', fix: 'Fix.', source: 'x', wrong: '', right: '' };
const set = setOf(
  'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n  namespace: api\n---\n{apiVersion: v1, kind: ConfigMap, metadata: {name: b}}',
);

const each = rule({
  ...text,
  id: 'each',
  severity: 'error',
  *check({ set: { manifests } }) {
    for (const manifest of manifests) yield { manifest, path: ['metadata', 'name'], message: 'no' };
  },
});

test('a report becomes a finding with object, field and place', () => {
  expect(checkSet(set, {}, { rules: [each] }).findings[0]).toEqual({
    rule: 'each',
    severity: 'error',
    message: 'no',
    object: { apiVersion: 'v1', kind: 'ConfigMap', namespace: 'api', name: 'a' },
    field: 'metadata.name',
    at: { file: 'test.yaml', line: 4, column: 3, length: 7 },
    why: 'Why.',
    fix: 'Fix.',
  });
});

test('what a report says goes before what the rule says', () => {
  const special = rule({
    ...text,
    id: 'special',
    severity: 'error',
    check: ({ set: { manifests } }) =>
      manifests
        .slice(0, 1)
        .map((manifest) => ({ manifest, path: [], message: 'm', why: 'w', fix: 'f', severity: 'warning' as const })),
  });
  const [finding] = checkSet(set, {}, { rules: [special] }).findings;
  expect(finding).toMatchObject({ severity: 'warning', why: 'w', fix: 'f' });
  expect(finding).not.toHaveProperty('field');
});

test('a rule without its facts says so once, and does not run', () => {
  const needy = rule({
    ...text,
    id: 'needy',
    severity: 'error',
    needs: ['nodes', 'today'],
    check: () => {
      throw new Error();
    },
  });
  expect(checkSet(set, { today: '2026-01-01' }, { rules: [needy, each] })).toMatchObject({
    unchecked: [{ rule: 'needy', needs: ['nodes'] }],
    rules: 1,
  });
  const parted = partFiles([
    { file: 'a/dev.yaml', path: 'a/dev.yaml', text: '{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}' },
    { file: 'a/prod.yaml', path: 'a/prod.yaml', text: '{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}' },
  ]);
  expect(checkTree(parted, {}, { rules: [needy] }).unchecked).toEqual([{ rule: 'needy', needs: ['nodes', 'today'] }]);
});

test('an opinion is off until it is named', () => {
  const opinion = { ...each, id: 'opinion', opinion: true };
  expect(checkSet(set, {}, { rules: [opinion] }).findings).toEqual([]);
  expect(checkSet(set, {}, { rules: [opinion], settings: { opinion: 'on' } }).findings).toHaveLength(2);
});

test('a file of all environments is reported once', () => {
  const shared = { file: 'a.yaml', path: 'a.yaml', text: '{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}' };
  const own = (path: string) => ({ file: path, path, text: '{apiVersion: v1, kind: ConfigMap, metadata: {name: b}}' });
  const { findings } = checkTree(partFiles([shared, own('dev/b.yaml'), own('prod/b.yaml')]), {}, { rules: [each] });
  expect(findings.map(({ at }) => at?.file)).toEqual(['a.yaml', 'dev/b.yaml', 'prod/b.yaml']);
});

test('a finding of a source has a place and no object', () => {
  const sources = rule({
    ...text,
    id: 'sources',
    severity: 'error',
    checkSources: (input) =>
      input.sources.sort('workflow').map((manifest) => ({ manifest, path: ['on'], message: 'm' })),
  });
  const { findings } = checkTree(
    partFiles([{ file: 'w.yml', path: '.github/workflows/w.yml', text: 'name: x\non: push' }]),
    {},
    { rules: [sources] },
  );
  expect(findings).toEqual([
    expect.objectContaining({ at: expect.objectContaining({ file: 'w.yml', line: 2 }), field: 'on' }),
  ]);
  expect(findings[0]).not.toHaveProperty('object');
});

describe('one report for several places', () => {
  const workload = (name: string, accepted = false) => `---
apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}, namespace: api${accepted ? ', annotations: {eco-check/resources-missing: it is a trial}' : ''}}
spec: {template: {spec: {containers: [{name: ${name}, image: "x:1"}]}}}
`;
  const said = (...texts: readonly string[]) => {
    const { findings } = checkSet(
      setOf(texts.join('')),
      {},
      { rules: [resourcesMissing], settings: { 'resources-missing': 'on' } },
    );
    return findings.map(({ message, object, also = [] }) => [
      message,
      [object, ...also.map((one) => one.object)].map((one) => one?.name),
    ]);
  };
  const asks = (name: string, more = '') => `container "${name}" asks for neither CPU nor memory${more}`;

  test('is said of what is not accepted, with a head of its own', () => {
    expect(said(workload('a'), workload('b'), workload('c'))).toEqual([
      [asks('a', ', nor do 2 more'), ['a', 'b', 'c']],
    ]);
    expect(said(workload('a', true), workload('b'), workload('c'))).toEqual([
      [asks('b', ', nor do 1 more'), ['b', 'c']],
    ]);
    expect(said(workload('a'), workload('b', true), workload('c'))).toEqual([
      [asks('a', ', nor do 1 more'), ['a', 'c']],
    ]);
    expect(said(workload('a', true), workload('b', true), workload('c'))).toEqual([[asks('c'), ['c']]]);
  });

  test('is not said where all of them are accepted, each of use', () => {
    expect(said(workload('a', true), workload('b', true))).toEqual([]);
  });
});

test('a suppression is of no use only where no error may keep its rule from speaking', () => {
  const silent = rule({ ...text, id: 'node-overcommit', severity: 'warning', check: () => [] });
  const accepted = { rule: silent.id, reason: 'never full at once', covers: () => true, on: '"a"' };
  const told = (options: Partial<RunOptions>) =>
    checkSet(set, {}, { rules: [silent], suppressions: [accepted], ...options }).findings.map(({ rule: id }) => id);
  expect(told({})).toEqual(['suppression']);
  // An error of another rule, and one of a construct.
  expect(told({ rules: [silent, each] })).toEqual(['each', 'each']);
  expect(told({ rules: [silent, { ...each, severity: 'warning' }] })).toContain('suppression');
  expect(told({ flawed: true })).toEqual([]);
});
