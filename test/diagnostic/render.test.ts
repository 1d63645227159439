import fc from 'fast-check';
import type { Finding } from '../../src/diagnostic/diagnostic.js';
import { ansiPaint } from '../../src/diagnostic/paint.js';
import { renderFindings } from '../../src/diagnostic/render.js';
import { columns } from '../../src/diagnostic/visible.js';

const noFile = { readLine: () => undefined };

function show(finding: Partial<Finding>, line?: string, width?: number): string {
  const full: Finding = { rule: 'test-rule', severity: 'error', message: 'message', ...finding };
  return renderFindings([full], { readLine: () => line, ...(width !== undefined && { width }) });
}

const capacity: Finding = {
  rule: 'node-capacity',
  severity: 'error',
  message: '"waste-api" needs 2304Mi on k8s-api-waste, which offers 1536Mi',
  object: { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', namespace: 'api', name: 'waste-api' },
  field: 'spec.replicas',
  at: { file: 'dist/prod/waste-api/rollout.waste-api.yaml', line: 12, column: 13 },
  from: { file: 'src/fleet/services/waste-api.ts', line: 6, column: 12, length: 8 },
  why: "The canary's pods stay Pending and the rollout misses its progress deadline of 600 s.",
  fix: 'fixed(4), or a larger machine in src/fleet/nodes.ts.',
};
const subset: Finding = {
  rule: 'vs-subset',
  severity: 'error',
  message: 'subset "canary" is in no DestinationRule of "backend"',
  object: { apiVersion: 'networking.istio.io/v1', kind: 'VirtualService', namespace: 'api', name: 'backend' },
  field: 'spec.http[0].route[0].destination.subset',
  at: { file: 'k8s/backend-vs.yaml', line: 21, column: 17, length: 6 },
  why: 'Envoy has no such cluster: requests with header canary: true answer 503.',
  fix: 'Add "canary" to DestinationRule api/backend spec.subsets.',
};
const route: Finding = {
  rule: 'route-duplicate',
  severity: 'warning',
  message: 'route "/api/v1/chat" is taken by chat-api.ts:11:14',
  at: { file: 'src/fleet/services/chat-llm-api.ts', line: 11, column: 14 },
};

describe('renderFindings', () => {
  it('writes head, frame, in, why and fix, sorted by place, within 80 columns', () => {
    const text = renderFindings([route, capacity, subset], {
      readLine: (file) => (file.endsWith('waste-api.ts') ? '    scale: fixed(6),' : undefined),
    });
    expect(text).toBe(`\
k8s/backend-vs.yaml:21:17: error: subset "canary" is in no DestinationRule of "backend" [vs-subset]
  in   VirtualService api/backend spec.http[0].route[0].destination.subset
  why  Envoy has no such cluster: requests with header canary: true answer 503.
  fix  Add "canary" to DestinationRule api/backend spec.subsets.

src/fleet/services/chat-llm-api.ts:11:14: warning: route "/api/v1/chat" is taken by chat-api.ts:11:14 [route-duplicate]

src/fleet/services/waste-api.ts:6:12: error: "waste-api" needs 2304Mi on k8s-api-waste, which offers 1536Mi [node-capacity]
   6 |     scale: fixed(6),
     |            ^^^^^^^^
  in   dist/prod/waste-api/rollout.waste-api.yaml:12:13 Rollout api/waste-api
       spec.replicas
  why  The canary's pods stay Pending and the rollout misses its progress
       deadline of 600 s.
  fix  fixed(4), or a larger machine in src/fleet/nodes.ts.
`);
  });

  it('keeps to a narrower width', () => {
    const text = renderFindings([capacity], { ...noFile, width: 40 });
    expect(text).toBe(`\
src/fleet/services/waste-api.ts:6:12: error: "waste-api" needs 2304Mi on k8s-api-waste, which offers 1536Mi [node-capacity]
  in   dist/prod/waste-api/rollout.waste-api.yaml:12:13
       Rollout api/waste-api
       spec.replicas
  why  The canary's pods stay Pending
       and the rollout misses its
       progress deadline of 600 s.
  fix  fixed(4), or a larger machine in
       src/fleet/nodes.ts.
`);
  });

  it('says nothing for nothing, and needs no place', () => {
    expect(renderFindings([], noFile)).toBe('');
    expect(show({ message: 'fleet has no services' })).toBe('error: fleet has no services [test-rule]\n');
    expect(show({ object: { apiVersion: 'v1', kind: 'Namespace', name: 'api' }, field: '' })).toBe(
      'error: message [test-rule]\n  in   Namespace api\n',
    );
  });

  it('keeps a long word in one piece', () => {
    const word = 'x'.repeat(100);
    expect(show({ why: `see ${word} for more`, fix: word })).toBe(`\
error: message [test-rule]
  why  see
       ${word}
       for more
  fix  ${word}
`);
  });

  it('keeps the lines and the indentation of a fix', () => {
    expect(show({ fix: 'Add:\nports:\n  - name: http\n\nand sync.' })).toBe(`\
error: message [test-rule]
  fix  Add:
       ports:
         - name: http

       and sync.
`);
  });

  it('writes out what a terminal would act on', () => {
    const hostile = 'a\u001b[2J\n\t\u0007\u009b\u202e\u2028\ud800b';
    const text = show({
      message: `name "${hostile}"`,
      object: { apiVersion: 'v1', kind: 'Pod', name: hostile },
      at: { file: 'a\nb', line: 1, column: 1 },
      why: hostile,
    });
    const seen = 'a\\x1b[2J\\n\\t\\x07\\x9b\\u202e\\u2028\\ud800b';
    expect(text).toBe(`\
a\\nb:1:1: error: name "${seen}" [test-rule]
  in   Pod ${seen}
  why  a\\x1b[2J
       \\t\\x07\\x9b\\u202e\\u2028\\ud800b
`);
  });

  it('paints without moving anything', () => {
    const options = { readLine: () => 'a: b', paint: ansiPaint };
    const painted = renderFindings([{ ...subset, at: { file: 'f', line: 1, column: 4 }, why: 'w' }], options);
    expect(painted.replaceAll('\u001b', '')).toBe(`\
[1mf:1:4[22m: [1;31merror:[22;39m subset "canary" is in no DestinationRule of "backend" [2m[vs-subset][22m
[2m   1 | [22ma: b
[2m     | [22m[1;31m   ^[22;39m
[2m  in [22m  VirtualService api/backend spec.http[0].route[0].destination.subset
[2m  why[22m  w
[2m  fix[22m  Add "canary" to DestinationRule api/backend spec.subsets.
`);
  });

  it('keeps every line but the head within the width, whatever the text', () => {
    const words = fc.array(fc.string({ unit: 'binary', maxLength: 12 }), { maxLength: 30 }).map((all) => all.join(' '));
    const place = fc.record({ file: fc.constant('f'), line: fc.nat(99999), column: fc.nat(300), length: fc.nat(300) });
    fc.assert(
      fc.property(words, words, words, place, (why, fix, line, at) => {
        const lines = show({ why, fix, at }, line, 100).split('\n');
        for (const text of lines.slice(1)) {
          // One word of 12 characters, each written out as `\u{10ffff}`, is longer than the line by itself.
          if (/ /.test(text.slice(7).trimEnd())) expect(columns(text)).toBeLessThanOrEqual(100);
          expect(text).toMatch(/^(| {2}(why|fix) {2}.*| {7}.*| *\d+ \|.*| +\|.*)$/u);
        }
      }),
    );
  });
});
