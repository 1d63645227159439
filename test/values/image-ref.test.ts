import fc from 'fast-check';
import { digestProblem, imageRefProblem, parseImageRef, tagProblem } from '../../src/values/image-ref.js';

const digest = `sha256:${'0123456789abcdef'.repeat(4)}`;

describe('parseImageRef', () => {
  it.each([
    ['nginx', { repository: 'nginx' }],
    ['nginx:1.27', { repository: 'nginx', tag: '1.27' }],
    ['eco2/waste-api', { repository: 'eco2/waste-api' }],
    ['ghcr.io/eco2/waste-api:1f3c9a2', { registry: 'ghcr.io', repository: 'eco2/waste-api', tag: '1f3c9a2' }],
    ['localhost:5000/a/b:c', { registry: 'localhost:5000', repository: 'a/b', tag: 'c' }],
    ['localhost/a', { registry: 'localhost', repository: 'a' }],
    ['[::1]:5000/a', { registry: '[::1]:5000', repository: 'a' }],
    [`a/b:1@${digest}`, { repository: 'a/b', tag: '1', digest }],
    [`ghcr.io/a@${digest}`, { registry: 'ghcr.io', repository: 'a', digest }],
    ['a__b/c-d--e.f:_x', { repository: 'a__b/c-d--e.f', tag: '_x' }],
  ])('reads %p', (text, expected) => {
    expect(parseImageRef(text)).toEqual(expected);
  });

  it.each([
    ['', 'is empty'],
    ['ghcr.io/Eco2/waste-api', 'has "E" in its repository, only lower case is allowed'],
    ['a//b', 'has "" in its repository, allowed are a-z and 0-9, between them ".", "_", "__" and "-"'],
    ['a_-b', 'has "a_-b" in its repository, allowed are a-z and 0-9, between them ".", "_", "__" and "-"'],
    ['-host.io/a', 'has "-host.io" where a registry\'s host belongs'],
    ['ghcr.io./a', 'has "ghcr.io." where a registry\'s host belongs'],
    ['https://ghcr.io/a', 'has "https:" where a registry\'s host belongs'],
    ['nginx:', 'has a tag that is empty'],
    ['nginx:a:b', 'has a tag that has ":", allowed are A-Z, a-z, 0-9, "_", "." and "-"'],
    ['nginx@sha256:12', 'has a digest that has 2 hex digits after "sha256:", 64 are needed'],
    [`${'a'.repeat(256)}:1`, 'has 256 characters before its tag, at most 255 are allowed'],
    ['nginx:1 ', 'has a tag that has " ", allowed are A-Z, a-z, 0-9, "_", "." and "-"'],
  ])('says of %p what is wrong', (text, reason) => {
    expect(imageRefProblem(text)).toBe(reason);
    expect(parseImageRef(text)).toBeUndefined();
  });

  it('loses nothing of what it reads', () => {
    const text = fc.string({ unit: fc.constantFrom('a', '0', '.', ':', '/', '-', '_', '@', 'A'), maxLength: 12 });
    fc.assert(
      fc.property(text, (ref) => {
        const parsed = parseImageRef(ref);
        if (parsed === undefined) return;
        const { registry, repository, tag, digest } = parsed;
        const name = registry === undefined ? repository : `${registry}/${repository}`;
        expect([name, tag && `:${tag}`, digest && `@${digest}`].join('')).toBe(ref);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('tagProblem', () => {
  it('agrees with the syntax of the registry', () => {
    const text = fc.oneof(
      fc.string(),
      fc.string({ unit: fc.constantFrom('a', 'Z', '0', '.', '-', '_', 'ü'), maxLength: 140 }),
    );
    fc.assert(
      fc.property(text, (tag) => {
        expect(tagProblem(tag) === undefined).toBe(/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/.test(tag));
      }),
    );
  });

  it.each([
    ['', 'is empty'],
    ['v1+2', 'has "+", allowed are A-Z, a-z, 0-9, "_", "." and "-"'],
    ['.1', 'starts with ".", allowed there are A-Z, a-z, 0-9 and "_"'],
    ['a'.repeat(129), 'has 129 characters, at most 128 are allowed'],
  ])('says of %p what is wrong', (tag, reason) => {
    expect(tagProblem(tag)).toBe(reason);
  });
});

describe('digestProblem', () => {
  it.each([
    [digest, undefined],
    [`sha512:${'a'.repeat(128)}`, undefined],
    ['md5:abc', 'does not start with "sha256:", "sha384:" or "sha512:"'],
    ['sha256', 'does not start with "sha256:", "sha384:" or "sha512:"'],
    [`sha256:${'A'.repeat(64)}`, 'has "A" after "sha256:", allowed are 0-9 and a-f'],
    [`sha256:${'a'.repeat(63)}`, 'has 63 hex digits after "sha256:", 64 are needed'],
  ])('of %p', (text, reason) => {
    expect(digestProblem(text)).toBe(reason);
  });
});
