import { fleet as blueGreen } from '../../examples/blue-green/fleet';
import { fleet as canary } from '../../examples/canary/fleet';
import { fleet as flagger } from '../../examples/flagger/fleet';
import { fleet as istio } from '../../examples/istio/fleet';
import { fleet as migration } from '../../examples/migration/fleet';
import { fleet as strategies } from '../../examples/strategies/fleet';
import { runChecks } from '../../src/checks/run.js';
import type { Finding } from '../../src/diagnostic/diagnostic.js';
import { synthesize } from '../../src/synth/synthesize.js';
import { type Mutation, mutationsOf } from './reference-mutations';

const examples = [
  ['blue-green', 'live', blueGreen],
  ['canary', 'live', canary],
  ['flagger', 'live', flagger],
  ['istio', 'live', istio],
  ['migration', '2-beside', migration],
  ['migration', '3-parked', migration],
  ['strategies', 'canary', strategies],
  ['strategies', 'blue-green', strategies],
] as const;

const cause = ({ rule, object, field }: Finding) => JSON.stringify([rule, object, field]);

/** What no cluster notices, and what nobody can tell from the manifests. Every other mutation must be found. */
const UNNOTICED: readonly (readonly [RegExp, string])[] = [
  [/ingressClassName$/, 'the class is made by its controller, outside of the fleet'],
  [
    /^object dropped: Namespace /,
    'where a set declares no namespace, they come from elsewhere (with two of them it is found)',
  ],
  [/containers\[\d+\]\.name /, 'a container is called as one likes: nothing refers to it'],
  [/volumeMounts\[\d+\]\.mountPath /, 'only the program knows which folders it reads'],
  [/^element renamed: AnalysisTemplate .* spec\.metrics\[\d+\]\.name /, 'shown to people alone'],
  [/^element renamed: Canary .* spec\.analysis\.metrics\[1\]\.name /, 'shown to people alone, beside a template'],
  [/^element renamed: VirtualService .* canary-by-/, 'a route that no Rollout moves: its name is for people'],
];
/** Between two phases of a migration one of the two controllers is the phase before, or the one after. */
const MIGRATING = /^object dropped: (?:Deployment|Rollout) /;

test.each(examples)('%s (%s): whatever is dropped or renamed is found', (name, environment, fleet) => {
  const images = new Map(
    fleet.definitions.map(({ name }) => [name, { place: { file: 'images.yaml', line: 1, column: 1 }, tag: '1.0.0' }]),
  );
  const { set, facts } = synthesize(fleet, environment, { images, imagesFile: 'images.yaml', output: 'dist' });
  const before = new Set(runChecks(set, facts).findings.map(cause));
  const mutations = mutationsOf(set);
  const missed = mutations.filter((mutation) =>
    runChecks(mutation.set, facts).findings.every((finding) => before.has(cause(finding))),
  );
  tell(`${name} (${environment})`, mutations, missed);
  const unexplained = missed
    .map(({ sort, what }) => `${sort}: ${what}`)
    .filter((line) => {
      if (name === 'migration' && MIGRATING.test(line)) return false;
      return !UNNOTICED.some(([pattern]) => pattern.test(line));
    });
  expect(unexplained).toEqual([]);
});

/** A line a sort: how many were tried, how many found, and why the others are not. */
function tell(title: string, mutations: readonly Mutation[], missed: readonly Mutation[]): void {
  const sorts = [...new Set(mutations.map(({ sort }) => sort))];
  const lines = sorts.map((sort) => {
    const of = (list: readonly Mutation[]) => list.filter((one) => one.sort === sort).length;
    return `  ${sort}: ${of(mutations)} tried, ${of(mutations) - of(missed)} found`;
  });
  const reasons = missed.map(({ sort, what }) => {
    const line = `${sort}: ${what}`;
    return `  not found: ${line} (${UNNOTICED.find(([pattern]) => pattern.test(line))?.[1] ?? 'see the test'})`;
  });
  console.log([title, ...lines, ...reasons].join('\n'));
}
