import { chmodSync, existsSync, lstatSync, mkdirSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { commit, compare, openIntent, recover } from '../../../src/synth/commit/commit.js';
import { clean, leftInEco, listing, mode, outputs, project, put, sorted } from './project.js';

afterEach(clean);

const A = new Map([
  ['prod/waste-api/deployment.waste-api.yaml', 'kind: Deployment\n'],
  ['prod/waste-api/service.waste-api.yaml', 'kind: Service\n'],
  ['dev/chat-api/service.chat-api.yaml', 'kind: Service # 한글\n'],
]);

test('writes everything into an output folder that is not there yet', () => {
  const { folder, root } = project();
  const result = commit(root, A);
  expect(result).toEqual({
    added: [...A.keys()].sort(),
    changed: [],
    removed: [],
    unchanged: 0,
    completed: false,
    findings: [],
  });
  expect(listing(root)).toEqual(sorted(A));
  expect(leftInEco(folder)).toEqual([]);
  expect(openIntent(root)).toBeUndefined();
});

test('leaves files with the same bytes as they are, time stamps included', () => {
  const { root } = project();
  commit(root, A);
  for (const path of A.keys()) utimesSync(join(root, path), 1000, 1000);
  const inodes = [...A.keys()].map((path) => lstatSync(join(root, path)).ino);
  const next = new Map(A).set('prod/waste-api/service.waste-api.yaml', 'kind: Service # new\n');
  expect(commit(root, next)).toMatchObject({ changed: ['prod/waste-api/service.waste-api.yaml'], unchanged: 2 });
  const [first = '', , last = ''] = A.keys();
  expect(lstatSync(join(root, first)).mtimeMs).toBe(1_000_000);
  expect(lstatSync(join(root, last)).ino).toBe(inodes[2]);
});

test('a removed service leaves no file and no folder behind', () => {
  const { root } = project();
  commit(root, A);
  const next = new Map([...A].filter(([path]) => path.startsWith('prod/')));
  expect(commit(root, next).removed).toEqual(['dev/chat-api/service.chat-api.yaml']);
  expect(listing(root)).toEqual(sorted(next));
});

test('takes away what no run wrote: foreign files, links, empty folders; not dot-files at the top', () => {
  const { folder, root } = project();
  commit(root, A);
  put(root, { 'README.md': 'x', 'prod/.hidden': 'x', '.gitattributes': '* linguist-generated\n' });
  mkdirSync(join(root, 'empty/deep'), { recursive: true });
  put(folder, { 'elsewhere/file': 'keep me' });
  symlinkSync(join(folder, 'elsewhere'), join(root, 'prod/link'));
  expect(commit(root, A).removed).toEqual(['README.md', 'prod/.hidden', 'prod/link']);
  expect(listing(root)).toEqual(sorted({ ...Object.fromEntries(A), '.gitattributes': '* linguist-generated\n' }));
  expect(listing(join(folder, 'elsewhere'))).toEqual({ file: 'keep me' });
});

test('replaces a link by the file, and never writes through it', () => {
  const { folder, root } = project();
  commit(root, A);
  const [path = ''] = A.keys();
  put(folder, { outside: 'mine' });
  rmSync(join(root, path));
  symlinkSync(join(folder, 'outside'), join(root, path));
  rmSync(join(root, 'dev'), { recursive: true });
  mkdirSync(join(folder, 'dev'));
  symlinkSync(join(folder, 'dev'), join(root, 'dev'));
  expect(commit(root, A).findings).toEqual([]);
  expect(listing(root)).toEqual(sorted(A));
  expect(listing(join(folder, 'dev'))).toEqual({});
  expect(listing(folder).outside).toBe('mine');
});

test('a file becomes a folder and a folder a file', () => {
  const { root } = project();
  const { a, b } = outputs(1);
  commit(root, a);
  expect(commit(root, b).findings).toEqual([]);
  expect(listing(root)).toEqual(sorted(b));
  expect(commit(root, a).findings).toEqual([]);
  expect(listing(root)).toEqual(sorted(a));
});

test('an output that differs in case only from the one before replaces it', () => {
  const { root } = project();
  commit(root, new Map([['prod/Api.yaml', 'x']]));
  expect(commit(root, new Map([['prod/api.yaml', 'x']])).findings).toEqual([]);
  expect(listing(root)).toEqual({ 'prod/api.yaml': 'x' });
});

test('the same bytes and modes whatever the umask and the order of the files', () => {
  const [plain, strict] = [project(), project()];
  commit(plain.root, A);
  const before = process.umask(0o077);
  try {
    expect(commit(strict.root, new Map([...A].reverse())).findings).toEqual([]);
  } finally {
    process.umask(before);
  }
  expect(listing(strict.root)).toEqual(listing(plain.root));
  for (const { root } of [plain, strict]) {
    expect(mode(root)).toBe('755');
    expect(mode(join(root, 'prod/waste-api'))).toBe('755');
    for (const path of A.keys()) expect(mode(join(root, path))).toBe('644');
  }
});

test('a file that somebody made executable is written anew: Git would show it as changed', () => {
  const { root } = project();
  commit(root, A);
  const [path = ''] = A.keys();
  chmodSync(join(root, path), 0o755);
  expect(commit(root, A).changed).toEqual([path]);
  expect(mode(join(root, path))).toBe('644');
});

describe('a run of a part of the output', () => {
  const scope = (path: string) => path.startsWith('prod/');

  test('leaves the rest alone', () => {
    const { root } = project();
    commit(root, A);
    mkdirSync(join(root, 'dev/empty'));
    const next = new Map([['prod/new-api/service.yaml', 'new\n']]);
    const result = commit(root, next, { scope });
    expect(result).toMatchObject({ added: [...next.keys()], findings: [] });
    expect(result.removed).toHaveLength(2);
    const dev = 'dev/chat-api/service.chat-api.yaml';
    expect(listing(root)).toEqual({ ...Object.fromEntries(next), [dev]: A.get(dev), 'dev/empty/': '' });
  });

  test('does not write what it does not own', () => {
    const { root } = project();
    commit(root, A);
    expect(commit(root, A, { scope }).findings).toMatchObject([{ rule: 'output-path' }]);
  });

  test('does not remove what it does not own from where its output belongs', () => {
    const { root } = project();
    put(root, { prod: 'a file' });
    const { findings } = commit(root, new Map([['prod/x/y.yaml', '']]), { scope });
    expect(findings).toMatchObject([{ rule: 'output-collision', at: { file: 'dist/prod' } }]);
    expect(listing(root)).toEqual({ prod: 'a file' });
  });
});

describe('compare', () => {
  test('says what a commit would change, and changes nothing', () => {
    const { folder, root } = project();
    const { a, b } = outputs(2);
    put(root, a);
    const { findings, ...difference } = compare(root, b);
    expect(findings).toEqual([]);
    expect(listing(root)).toEqual(sorted(a));
    expect(existsSync(join(folder, '.eco'))).toBe(false);
    const { added, changed, removed } = commit(root, b);
    expect(difference).toEqual({ added, changed, removed });
    expect(compare(root, b)).toEqual({ added: [], changed: [], removed: [], findings: [] });
  });

  test('everything is new where there is no output', () => {
    expect(compare(project().root, A).added).toHaveLength(3);
  });

  test('an output that cannot be read is a finding', () => {
    const { root } = project();
    writeFileSync(root, '');
    expect(compare(root, A).findings).toMatchObject([{ rule: 'output-folder', at: { file: 'dist' } }]);
  });
});

describe('an intent that cannot be completed', () => {
  function clonedHalfState() {
    const { folder, root } = project();
    put(root, { 'prod/a/x.yaml': 'half\n' });
    const write = [{ path: 'prod/a/y.yaml', staged: 0, to: 'sha256:0' }];
    const intent = { version: 1, stage: 'gone', first: [], write, last: [], emptied: [] };
    put(root, { '.intent.json': JSON.stringify(intent) });
    return { folder, root };
  }

  test('is seen, and nothing is touched for it', () => {
    const { root } = clonedHalfState();
    const before = listing(root);
    expect(openIntent(root)).toMatchObject({ rule: 'output-half-written', at: { file: 'dist/.intent.json' } });
    // Even if every file is as it should be.
    const files = new Map([['prod/a/x.yaml', 'half\n']]);
    expect(compare(root, files)).toEqual({ added: [], changed: [], removed: [], findings: [openIntent(root)] });
    expect(recover(root)).toEqual({ state: 'orphan', findings: [] });
    expect(listing(root)).toEqual(before);
  });

  test('is replaced by the next run of everything', () => {
    const { folder, root } = clonedHalfState();
    expect(commit(root, A)).toMatchObject({ completed: false, findings: [] });
    expect(listing(root)).toEqual(sorted(A));
    expect(leftInEco(folder)).toEqual([]);
  });

  test('goes when the output turns out to be right', () => {
    const { root } = clonedHalfState();
    expect(commit(root, new Map([['prod/a/x.yaml', 'half\n']]))).toMatchObject({ unchanged: 1, findings: [] });
    expect(openIntent(root)).toBeUndefined();
  });

  test('refuses a run of a part', () => {
    const { root } = clonedHalfState();
    const before = listing(root);
    const { findings } = commit(root, new Map(), { scope: (path) => path.startsWith('dev/') });
    expect(findings).toMatchObject([
      { rule: 'output-half-written', fix: expect.stringContaining('without --service') },
    ]);
    expect(listing(root)).toEqual(before);
  });

  test('an intent that is no intent any more (a merge conflict) is one too', () => {
    const { root } = project();
    put(root, { '.intent.json': '<<<<<<< HEAD\n' });
    expect(openIntent(root)).toBeDefined();
    expect(commit(root, A).findings).toEqual([]);
    expect(listing(root)).toEqual(sorted(A));
  });
});
