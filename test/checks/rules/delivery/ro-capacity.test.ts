import { exampleRollout } from '../../../../src/checks/delivery/rollouts.js';
import { roCapacity } from '../../../../src/checks/rules/delivery/ro-capacity.js';
import { findings } from '../../findings.js';

const routed = 'trafficRouting: { nginx: { stableIngress: x } }';

test.each<[string, readonly string[]]>([
  [`canary: { scaleDownDelaySeconds: 60, ${routed} }`, []],
  [`canary: { dynamicStableScale: true, ${routed} }`, []],
  [
    'canary: { dynamicStableScale: true }',
    ['error spec.strategy.canary.dynamicStableScale: dynamicStableScale needs trafficRouting, and there is none'],
  ],
  [
    `canary: { dynamicStableScale: true, scaleDownDelaySeconds: 60, ${routed} }`,
    [
      'error spec.strategy.canary.scaleDownDelaySeconds: scaleDownDelaySeconds stands beside dynamicStableScale, which lets stable pods go at once',
    ],
  ],
  [
    'canary: { canaryMetadata: { labels: { app: canary, role: canary } } }',
    [
      'warning spec.strategy.canary.canaryMetadata.labels.app: label "app" of a side is one that the Rollout selects its pods by',
    ],
  ],
  ['blueGreen: { activeService: a, previewService: b, autoPromotionEnabled: true }', []],
  ['blueGreen: { activeService: a, previewService: b, autoPromotionSeconds: 60 }', []],
  ['blueGreen: { activeService: a }', []],
])('%s', (strategy, expected) => {
  expect(findings(roCapacity, exampleRollout(strategy))).toEqual(expected);
});

test('a preview that nobody looks at is a warning', () => {
  expect(findings(roCapacity, exampleRollout('blueGreen: { activeService: a, previewService: b }'))).toEqual([
    expect.stringMatching(/^warning spec\.strategy\.blueGreen: a new version is promoted as soon as it is ready/),
  ]);
});
