import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './blocks.js';
import { patched } from './patched.js';
import { runPage } from './run-page.js';
import { holds, shows } from './same-text.js';

const fence = (info: string, text: string) => `\`\`\`${info}\n${text}\n\`\`\`\n`;

/** What is wrong with a page of these blocks. */
function problems(...blocks: readonly string[]): readonly string[] {
  return problemsOf(`<!-- tested in: test/docs/shop -->\n${blocks.join('')}`);
}

function problemsOf(text: string): readonly string[] {
  const page = '.eco/page.md';
  mkdirSync(join(root, '.eco'), { recursive: true });
  writeFileSync(join(root, page), text);
  try {
    return runPage(page);
  } finally {
    rmSync(join(root, page));
  }
}

it('finds what a page says wrongly, each at its line', () => {
  const service = "// src/fleet/services/cart.ts\nexport const cart = 'no service';";
  expect(
    problems(
      fence('sh', 'npx eco synth\nfalse'),
      fence('console', '$ cat package.json\nsomething else'),
      fence('yaml', '# dist/prod/cart/service.cart.yaml, in part\n    - port: 9999'),
      fence('diff', '--- src/fleet/index.ts\n-no such line\n+another'),
      fence('yaml', 'a: b: c'),
      fence('rust', 'fn main() {}'),
      fence('ts', service),
    ).map((one) => one.split('\n')[0]),
  ).toEqual([
    expect.stringMatching(/^\.eco\/page\.md:3: ends with code 1/),
    expect.stringMatching(/:7: "cat package\.json" prints/),
    expect.stringMatching(/:11: dist\/prod\/cart\/service\.cart\.yaml reads/),
    expect.stringMatching(/:15: these lines are not in the file exactly once/),
    expect.stringMatching(/:20: bad indentation/),
    expect.stringMatching(/:23: nothing says how a block of "rust" is tested/),
    expect.stringMatching(/^\.eco\/page\.md: what the page wrote does not synthesize/),
  ]);
});

it("makes a service of another name where the repository's fleet has one of the page's already", () => {
  const step = fence('sh', 'npx eco new service kept-api --tag 1f3c9a2');
  expect(problemsOf(`${step}${step}${fence('sh', 'ls src/fleet/services/kept-api-next.ts')}`)).toEqual([]);
  expect(problems(step, step)).toEqual([expect.stringContaining('"kept-api" is in the fleet already')]);
});

it('goes on in the folder where the last command left', () => {
  expect(
    problems(
      fence('sh', 'mkdir -p a/b\ncd a'),
      fence('yaml', '# b/c.yaml\nx: 1'),
      fence('console', '$ cat b/c.yaml\nx: 1\n$ cd ..\n$ ls a\nb'),
    ),
  ).toEqual([]);
});

it('lets a page leave out lines, and parts of them, and nothing else', () => {
  expect(shows('one\n…\nfour', 'one\ntwo\nthree\nfour\n')).toBe(true);
  expect(shows('HEAD (…) → here', 'HEAD (1f3c9a2) → here\n')).toBe(true);
  expect(shows('one\nfour', 'one\ntwo\nfour\n')).toBe(false);
  expect(shows('a.b', 'axb\n')).toBe(false);
  expect(holds('  b: 1', 'a:\n  b: 1\nc: 2\n')).toBe(true);
  expect(holds('  b: 1', 'a:\n  b: 12\n')).toBe(false);
});

it('applies a difference where its lines stand once', () => {
  expect(patched('a\nb\nc\n', ' a\n-b\n+B\n')).toBe('a\nB\nc\n');
  expect(() => patched('a\na\n', '-a\n+b\n')).toThrow('exactly once');
});
