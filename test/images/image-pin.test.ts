import fc from 'fast-check';
import { formatPin, parsePin, pinProblem } from '../../src/images/image-pin.js';

const digest = `sha256:${'0123456789abcdef'.repeat(4)}`;

describe('parsePin', () => {
  it('takes the text as it stands', () => {
    for (const tag of [
      '1f3c9a2',
      '0123456',
      '12e4567',
      '1.10',
      'on',
      'null',
      '2024-01-01',
      '_x',
      'Latest',
      'v1.2.3-rc.1',
    ]) {
      expect(parsePin(tag)).toEqual({ tag });
    }
    expect(parsePin(`0123456@${digest}`)).toEqual({ tag: '0123456', digest });
  });

  it.each([
    ['', 'tag "" is empty'],
    ['latest', 'tag "latest" names whatever was pushed last, a tag of one build is needed'],
    [`latest@${digest}`, 'tag "latest" names whatever was pushed last, a tag of one build is needed'],
    ['v1+2', 'tag "v1+2" has "+", allowed are A-Z, a-z, 0-9, "_", "." and "-"'],
    [`@${digest}`, 'tag "" is empty'],
    ['a@', 'digest "" does not start with "sha256:", "sha384:" or "sha512:"'],
    ['a@sha256:12', 'digest "sha256:12" has 2 hex digits after "sha256:", 64 are needed'],
  ])('does not take %p', (text, reason) => {
    expect(parsePin(text)).toBeUndefined();
    expect(pinProblem(text)).toBe(reason);
  });

  it('is the reverse of formatPin', () => {
    const text = fc.string({ unit: fc.constantFrom('a', '0', '.', '@', ':', '-'), maxLength: 8 });
    fc.assert(
      fc.property(
        fc.oneof(
          text,
          text.map((tag) => `${tag}@${digest}`),
        ),
        (pin) => {
          const parsed = parsePin(pin);
          expect(parsed === undefined ? pin : formatPin(parsed)).toBe(pin);
        },
      ),
    );
  });
});
