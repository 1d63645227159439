import { existsSync, statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { commands } from '../../src/cli/commands/index.js';
import { pages, read, root, testedIn } from './blocks.js';

/** What a heading is called in a link, as GitHub names it. */
const anchor = (heading: string) =>
  heading
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');

const withoutCode = (text: string) => text.replace(/^ *```[\s\S]*?^ *```$/gm, '').replace(/`[^`\n]*`/g, '');
const anchors = (page: string) =>
  [
    ...read(page)
      .replace(/^ *```[\s\S]*?^ *```$/gm, '')
      .matchAll(/^#+ (.+)$/gm),
  ].map(([, heading = '']) => anchor(heading));

function dead(page: string): readonly string[] {
  const links = [...withoutCode(read(page)).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
  return links.filter((link) => {
    if (/^https?:/.test(link)) return false;
    const [path = '', heading] = link.split('#');
    const file = path === '' ? page : normalize(join(dirname(page), path));
    if (!existsSync(join(root, file))) return true;
    return heading !== undefined && statSync(join(root, file)).isFile() && !anchors(file).includes(heading);
  });
}

it('links to nothing that is not there', () => {
  expect(pages.flatMap((page) => dead(page).map((link) => `${page}: ${link}`))).toEqual([]);
});

it('has every page in the index, in the order in which it is read', () => {
  const index = read('docs/README.md');
  const written = pages.filter((page) => page.startsWith('docs/') && page !== 'docs/README.md');
  expect(written.filter((page) => !index.includes(`](${page.slice('docs/'.length)})`))).toEqual([]);
});

it('shows code in fences alone, which are tested', () => {
  const indented = pages.filter((page) => /\n\n {4,}(?![ *-]|\d+\.)\S/.test(withoutCode(read(page))));
  expect(indented).toEqual([]);
});

it('names only files and folders that are there', () => {
  const named = pages.flatMap((page) =>
    // What a page writes, or is told about another project, is no file of this repository.
    testedIn(page) === undefined
      ? [...read(page).matchAll(/`((?:src|test|imports|tools|bin|lib)\/[\w./-]+)`/g)].map(([, path = '']) => path)
      : [],
  );
  expect(named.length).toBeGreaterThan(10);
  expect(named.filter((path) => !/\/x\b/.test(path) && !existsSync(join(root, path)))).toEqual([]);
});

it('names every command in the README, and no other', () => {
  const named = [...read('README.md').matchAll(/^\| `eco ([a-z]+(?: [a-z]+)?)/gm)].map(([, name]) => name);
  expect(named.sort()).toEqual(Object.keys(commands).sort());
});
