import fc from 'fast-check';
import {
  dataKeyProblem,
  dnsLabelProblem,
  dnsSubdomainProblem,
  labelKeyProblem,
  labelValueProblem,
  pathSegmentProblem,
  portNameProblem,
  serviceNameProblem,
} from '../../src/values/dns-name.js';

type Problem = (text: string) => string | undefined;

/** The regular expressions of apimachinery, as an oracle. */
const upstream: readonly (readonly [string, Problem, (text: string) => boolean])[] = [
  ['dnsLabel', dnsLabelProblem, (t) => t.length <= 63 && /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(t)],
  [
    'dnsSubdomain',
    dnsSubdomainProblem,
    (t) => t.length <= 253 && /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/.test(t),
  ],
  ['serviceName', serviceNameProblem, (t) => t.length <= 63 && /^[a-z]([-a-z0-9]*[a-z0-9])?$/.test(t)],
  [
    'portName',
    portNameProblem,
    (t) => /^[-a-z0-9]{1,15}$/.test(t) && /[a-z]/.test(t) && !t.includes('--') && !/^-|-$/.test(t),
  ],
  ['labelValue', labelValueProblem, (t) => t.length <= 63 && /^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/.test(t)],
  [
    'dataKey',
    dataKeyProblem,
    (t) => t.length <= 253 && /^[-._a-zA-Z0-9]+$/.test(t) && t !== '.' && !t.startsWith('..'),
  ],
  ['pathSegment', pathSegmentProblem, (t) => t !== '' && t !== '.' && t !== '..' && !/[/%]/.test(t)],
  [
    'labelKey',
    labelKeyProblem,
    (t) => {
      const parts = t.split('/');
      const name = parts.at(-1) ?? '';
      const nameFits = name.length <= 63 && /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/.test(name);
      const prefix = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
      const prefixFits = parts.length === 1 || (prefix.test(parts[0] ?? '') && (parts[0] ?? '').length <= 253);
      return parts.length <= 2 && nameFits && prefixFits;
    },
  ],
];

const near = fc.string({ unit: fc.constantFrom('a', 'Z', '0', '-', '.', '_', '/', '%', 'ü'), maxLength: 8 });
const long = fc.tuple(fc.constantFrom('a', '0', 'a.', 'a-'), fc.nat(300)).map(([part, n]) => `${part.repeat(n)}a`);

describe.each(upstream)('%sProblem', (_, problem, fits) => {
  it('agrees with apimachinery', () => {
    fc.assert(
      fc.property(fc.oneof(near, long, fc.string()), (text) => {
        expect([text, problem(text) === undefined]).toEqual([text, fits(text)]);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('the reason', () => {
  it.each<[Problem, string, string]>([
    [dnsLabelProblem, '', 'is empty'],
    [dnsLabelProblem, 'Waste', 'has "W" at the start, allowed are a-z and 0-9'],
    [dnsLabelProblem, 'waste_api', 'has "_" as character 6, allowed are a-z, 0-9 and "-"'],
    [dnsLabelProblem, 'waste-', 'has "-" at the end, allowed are a-z and 0-9'],
    [dnsLabelProblem, 'a'.repeat(64), 'has 64 characters, at most 63 are allowed'],
    [dnsLabelProblem, 'a\u001bb', 'has "\\u001b" as character 2, allowed are a-z, 0-9 and "-"'],
    [dnsSubdomainProblem, 'a..b', 'has "..", each part starts and ends with a-z and 0-9'],
    [dnsSubdomainProblem, 'a.-b', 'has ".-", each part starts and ends with a-z and 0-9'],
    [serviceNameProblem, '3d-api', 'has "3" at the start, allowed are a-z'],
    [portNameProblem, '8080', 'has no letter, at least one of a-z is needed'],
    [portNameProblem, 'grpc--web', 'has "--", one "-" at a time is allowed'],
    [portNameProblem, 'prometheus-metrics', 'has 18 characters, at most 15 are allowed'],
    [labelKeyProblem, 'a/b/c', 'has more than one "/", one is allowed'],
    [labelKeyProblem, 'App.io/name', 'has a prefix that has "A" at the start, allowed are a-z and 0-9'],
    [labelKeyProblem, 'app.io/', 'has a name after "/" that is empty'],
    [labelValueProblem, 'on sale', 'has " " as character 3, allowed are A-Z, a-z, 0-9, "-", "_" and "."'],
    [dataKeyProblem, '..data', 'starts with "..", one "." is allowed there'],
    [pathSegmentProblem, 'a/b', 'has "/", which no segment of a path may have'],
  ])('%p says of %p what is wrong', (problem, text, reason) => {
    expect(problem(text)).toBe(reason);
  });

  it('takes the edge of each length', () => {
    expect(dnsLabelProblem('a'.repeat(63))).toBeUndefined();
    expect(dnsSubdomainProblem('a'.repeat(253))).toBeUndefined();
    expect(portNameProblem('a'.repeat(15))).toBeUndefined();
    expect(labelKeyProblem(`${'a'.repeat(253)}/${'b'.repeat(63)}`)).toBeUndefined();
  });
});
