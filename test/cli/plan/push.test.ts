import { pushOf } from '../../../src/cli/plan/push.js';
import type { PushPart } from '../../../src/cli/plan/push-part.js';
import { pushText } from '../../../src/cli/plan/push-text.js';
import { ingressClass } from '../../../src/construct/platform.js';
import { canary } from '../../../src/delivery/canary/canary.js';
import { pause, untilPromoted, weight } from '../../../src/delivery/canary/step.js';
import { rolling } from '../../../src/delivery/rolling.js';
import type { Strategy } from '../../../src/delivery/strategy.js';
import type { GitSource } from '../../../src/gitops/application.js';
import { poll, webhook } from '../../../src/gitops/detection.js';
import { ManifestSet } from '../../../src/manifest/manifest-set.js';
import { plan } from '../../../src/order/plan.js';
import { githubActions } from '../../../src/pipeline/github-actions.js';
import type { CiTimes } from '../../../src/pipeline/repository.js';
import { defineFleet } from '../../../src/service/fleet.js';
import type { Hook } from '../../../src/service/hooks/hook.js';
import { migration, smokeTest } from '../../../src/service/hooks/hook.js';
import { fixed } from '../../../src/service/scale.js';
import { synthesize } from '../../../src/synth/synthesize.js';
import { overlayNetwork } from '../../service/synth-service.js';

interface Case {
  readonly delivery?: Strategy;
  readonly detection?: GitSource['detection'];
  readonly takes?: CiTimes;
  readonly hooks?: readonly Hook[];
  readonly environment?: 'test' | 'live';
}

/** A push of the only service of a fleet. */
function push({ delivery = rolling(), detection, takes, hooks, environment = 'test' }: Case = {}) {
  const one = {
    cluster: {
      kubernetes: '1.28',
      network: overlayNetwork,
      nodes: { a: { machine: 't3.large' } },
      systemPods: { cpu: 0, memory: 0, pods: 0 },
    },
    registry: { url: 'registry.test' },
    ingress: ingressClass('nginx', { host: 'shop.test' }),
    git: { repo: 'https://git.test/shop.git', revision: 'main', ...(detection && { detection }) },
  } as const;
  const { defineService, fleet: compose } = defineFleet({
    name: 'shop',
    rootApplication: 'root',
    namespaces: { services: 'web', workers: 'jobs' },
    images: 'images',
    promotion: ['test', 'live'],
    ci: githubActions({ branches: ['main'], ...(takes && { takes }) }),
    environments: { live: one, test: one },
  });
  const cart = defineService('cart', () => ({
    port: 8000,
    scale: fixed(3),
    resources: { cpu: ['100m', '200m'], memory: ['64Mi', '128Mi'] },
    route: '/',
    delivery,
    ...(hooks && { hooks }),
  }));
  const fleet = compose(cart);
  const images = new Map([['cart', { tag: 'a1' }]]) as unknown as Parameters<typeof synthesize>[2]['images'];
  const { set } = synthesize(fleet, environment, { images, imagesFile: 'images/test.yaml', output: 'dist' });
  const members = set.manifests.filter(({ origin }) => origin.file.includes('/cart/'));
  return pushOf(fleet, environment, plan(members, set), new ManifestSet('', set.manifests));
}

const named = (parts: readonly PushPart[], what: RegExp) => parts.find((part) => what.test(part.what));

it('adds CI, detection, waves and pods up, each with its source', () => {
  const { parts, seconds } = push({
    takes: { test: '1m', build: '1m', push: '30s', tag: '30s' },
    detection: poll('2m', { jitter: '1m' }),
  });
  expect(parts.map(({ what, seconds: time }) => [what, time])).toEqual([
    ['lint and test', 60],
    ['image built and scanned', 60],
    ['image pushed', 30],
    ['tag written into Git', 30],
    // A look every 2m to 3m, evenly: 2m30s between two, half of it on average.
    ['Argo CD sees the commit', 75],
    ['rendering', 0],
    ['5 objects applied in 1 wave', 0],
    // One after the other: 20 s to start, 10 s ready.
    ['pods of cart', 90],
  ]);
  expect(seconds).toBe(345);
  expect(parts.filter(({ source }) => source === '')).toEqual([]);
});

it('counts what nobody has declared as unknown, and says what to declare', () => {
  const { parts } = push();
  expect(named(parts, /lint/)).toEqual({ what: 'lint and test', source: 'not declared: takes.test' });
  expect(named(parts, /sees/)).toMatchObject({ seconds: 90, atMost: 180, source: 'usual of Argo CD' });
});

it('takes what a webhook was measured to take', () => {
  expect(named(push({ detection: webhook({ within: '5s' }) }).parts, /sees/)).toMatchObject({ seconds: 5 });
});

it('begins with people where images come by promotion', () => {
  const [first] = push({ environment: 'live', takes: { test: '1m' } }).parts;
  expect(first).toEqual({ what: 'eco promote, reviewed and merged', source: 'people decide' });
});

it('follows the steps of a Rollout, up to where a person decides', () => {
  const steps = [weight(10), pause('5m'), weight(50), untilPromoted()] as const;
  const { parts } = push({ delivery: canary({ steps, traffic: 'route' }) });
  expect(named(parts, /^pause/)).toMatchObject({ seconds: 300, source: 'a step of the Rollout' });
  expect(named(parts, /person/)).toEqual({ what: 'until a person promotes', source: 'people decide' });
});

it('waits for hooks as long as their deadlines say', () => {
  const { parts } = push({
    hooks: [migration({ command: ['migrate'], deadline: '5m' }), smokeTest({ command: ['smoke'], deadline: '1m' })],
  });
  expect(parts.slice(-4).map(({ what, seconds, atMost }) => [what, seconds, atMost])).toEqual([
    [expect.stringMatching(/applied in 2 waves/), 2, undefined],
    ['Job cart-migration', undefined, 300],
    // 5m without progress and the Deployment gives up; each of three pods is progress, and waits 10s while it is ready.
    ['pods of cart', 90, 930],
    ['Job cart-smoke-test', undefined, 60],
  ]);
});

it('is told in parts with a sum, within eighty columns', () => {
  const lines = pushText(push({ takes: { test: '1m', build: '1m', push: '30s', tag: '30s' } }), 80);
  expect(lines[0]).toBe('  a push: about 6 min');
  expect(lines).toContain('    pods of cart                 1m30s   15m30s  estimated (2)');
  expect(lines.at(-2)).toMatch(/^ {4}\(2\) 20 s from the wish for a pod/);
  expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(80);
});
