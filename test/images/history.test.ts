import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { imageAmong, imageAt, imageHistory } from '../../src/images/history.js';
import { formatPin } from '../../src/images/image-pin.js';
import { openRepository } from '../../src/images/repository.js';
import { allVersionsOf } from '../../src/images/versions.js';
import { GitRepository, imagesText, removeTemporary, run, temporary } from './git-repository.js';

let repository: GitRepository;
beforeEach(() => {
  repository = new GitRepository();
});
afterAll(removeTemporary);

const tagsOf = (service: string, folder = repository.folder, file = repository.file) =>
  imageHistory(openRepository(folder), file, service).changes.map(({ pin }) => pin && formatPin(pin));

it('lists the images of one service, newest first, with commit, date and author', () => {
  const first = repository.images({ a: '1', b: '1' }, 'first');
  repository.images({ a: '1', b: '2' });
  const third = repository.images({ a: '2', b: '2' }, 'third: a');
  repository.commit('nothing of images');
  expect(imageHistory(openRepository(repository.folder), repository.file, 'a')).toEqual({
    complete: true,
    changes: [
      {
        commit: third,
        date: '2025-10-09T08:53:23+00:00',
        author: 'Ada',
        subject: 'third: a',
        pin: { tag: '2' },
        service: 'a',
      },
      {
        commit: first,
        date: '2025-10-09T08:53:21+00:00',
        author: 'Ada',
        subject: 'first',
        pin: { tag: '1' },
        service: 'a',
      },
    ],
  });
});

it('takes tags as text, and digests', () => {
  const digest = `sha256:${'0a'.repeat(32)}`;
  for (const tag of ['0123456', '12e4567', `1.10@${digest}`]) repository.images({ a: tag });
  repository.write(repository.file, `${imagesText({})}  a: 0123456\n`);
  repository.commit('bare');
  expect(tagsOf('a')).toEqual(['0123456', `1.10@${digest}`, '12e4567', '0123456']);
});

it('sees no other build in a digest that is added, and another one in a digest that changes', () => {
  const [x, y] = [`sha256:${'0a'.repeat(32)}`, `sha256:${'0b'.repeat(32)}`];
  for (const image of ['1', `1@${x}`, `1@${y}`]) repository.images({ a: image });
  expect(tagsOf('a')).toEqual([`1@${y}`, `1@${x}`]);
});

it('shows what a merge brought to the branch, not what the merged branch had on its way', () => {
  repository.images({ a: '1', b: '1' });
  repository.git('switch', '--quiet', '-c', 'side');
  repository.images({ a: '2', b: '1' });
  repository.images({ a: '3', b: '1' });
  repository.git('switch', '--quiet', 'main');
  repository.images({ a: '1', b: '2' });
  repository.git('merge', '--quiet', '--no-ff', '--strategy-option=theirs', '-m', 'Merge', 'side');
  expect(tagsOf('a')).toEqual(['3', '1']);
  expect(tagsOf('b').at(-1)).toBe('1');
  const all = allVersionsOf(openRepository(repository.folder), repository.file);
  expect(imageAmong(all, 'a', ({ tag }) => tag === '2')).toEqual({ tag: '2' });
  expect(imageAmong(all, 'a', ({ tag }) => tag === '4')).toBeUndefined();
});

it('passes over a version with merge markers', () => {
  repository.images({ a: '1' });
  repository.write(repository.file, `version: 1\nimages:\n<<<<<<< x\n  a: "2"\n=======\n  a: "3"\n>>>>>>> y\n`);
  repository.commit('oh');
  repository.images({ a: '3' });
  expect(tagsOf('a')).toEqual(['3', '1']);
});

it('follows a service that was renamed, alone or with a new image, and says what it was called', () => {
  repository.images({ chat: '1', web: '1' });
  repository.images({ chat: '2', web: '1' });
  repository.images({ talk: '2', web: '1' });
  repository.images({ speak: '3', web: '1' });
  const { changes } = imageHistory(openRepository(repository.folder), repository.file, 'speak');
  expect(changes.map(({ pin, service }) => `${service} ${pin?.tag}`)).toEqual(['speak 3', 'chat 2', 'chat 1']);
});

it('does not take a new service for one that went, where that is a guess', () => {
  repository.images({ a: '1', b: '2' });
  repository.images({ c: '3', d: '4' });
  expect(tagsOf('c')).toEqual(['3']);
});

it('follows a file that was moved', () => {
  repository.images({ a: '1' });
  repository.images({ a: '2' });
  repository.write('deploy/prod.yaml', imagesText({ a: '2' }));
  repository.git('rm', '--quiet', repository.file);
  repository.commit('move');
  expect(tagsOf('a', repository.folder, 'deploy/prod.yaml')).toEqual(['2', '1']);
});

it('knows a time without the service, and without the file', () => {
  repository.images({ a: '1', b: '1' });
  repository.images({ b: '1' });
  repository.images({ a: '2', b: '1' });
  expect(tagsOf('a')).toEqual(['2', undefined, '1']);
  repository.git('rm', '--quiet', repository.file);
  repository.commit('gone');
  expect(tagsOf('a')).toEqual([undefined, '2', undefined, '1']);
  repository.images({ a: '3' });
  expect(tagsOf('a').slice(0, 2)).toEqual(['3', undefined]);
});

it('says when a shallow clone ends the history', () => {
  for (const tag of ['1', '2', '3', '4']) repository.images({ a: tag });
  const clone = temporary();
  run(clone, 'clone', '--quiet', '--depth=2', `file://${repository.folder}`, '.');
  expect(tagsOf('a', clone)).toEqual(['4', '3']);
  expect(imageHistory(openRepository(clone), repository.file, 'a').complete).toBe(false);
  run(clone, 'fetch', '--quiet', '--unshallow');
  expect(imageHistory(openRepository(clone), repository.file, 'a').complete).toBe(true);
  expect(tagsOf('a', clone)).toHaveLength(4);
});

it('reads a project in a folder of the repository, and names with spaces and other letters', () => {
  const inside = new GitRepository(temporary(), 'näch dem/images/prod.yaml');
  for (const tag of ['1', '2']) inside.images({ a: tag });
  expect(tagsOf('a', join(inside.folder, 'näch dem'), 'images/prod.yaml')).toEqual(['2', '1']);
});

it('tells the image at a commit', () => {
  const [first = ''] = ['1', '2'].map((tag) => repository.images({ a: tag }));
  expect(imageAt(openRepository(repository.folder), repository.file, 'a', first)).toEqual({ tag: '1' });
  expect(imageAt(openRepository(repository.folder), repository.file, 'b', first)).toBeUndefined();
});

it('is quick over a long history', () => {
  const stream = Array.from({ length: 2000 }, (_, i) => {
    const text = imagesText(
      Object.fromEntries(Array.from({ length: 10 }, (_, s) => [`s${s}`, `${((i - s) / 10) | 0}-${s}`])),
    );
    return `commit refs/heads/main\ncommitter Ada <ada@example.com> ${1_760_000_000 + i} +0000\ndata 1\nx\nM 644 inline images/prod.yaml\ndata ${text.length}\n${text}\n`;
  });
  spawnSync('git', ['fast-import', '--quiet'], { cwd: repository.folder, input: stream.join('') });
  const began = performance.now();
  expect(tagsOf('s3')).toHaveLength(200);
  expect(performance.now() - began).toBeLessThan(3000);
});
