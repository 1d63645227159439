import { hasErrors } from '../diagnostic/diagnostic.js';
import type { ImagePin } from '../images/images-file.js';
import type { Fleet } from '../service/fleet.js';
import { type SynthesisInput, type Synthesized, synthesize } from '../synth/synthesize.js';
import type { Outcome, Synthesis } from './experiment.js';
import type { Change } from './fleet-literals.js';
import type { Value } from './literals.js';
import { pairFiles } from './pair-files.js';

type Images = ReadonlyMap<string, ImagePin>;

/** What synthesis reads besides the fleet. */
export type Input = Omit<SynthesisInput, 'images'> & { readonly images: Images };

/** Runs the fleet's modules with these literals. */
export type RunFleet = (values: ReadonlyMap<number, Value>) => Fleet;

/** Synthesis of a fleet whose literals can be changed: everything in memory. */
export function fleetSynthesis(run: RunFleet, inputs: ReadonlyMap<string, Input>): Synthesis<Change> {
  const original = run(new Map());
  const order = Object.keys(original.environments);
  const base = new Map<string, { readonly files: ReadonlyMap<string, string>; readonly errors: number }>();
  return (environment, changes) => {
    const input = inputs.get(environment);
    if (!input) return undefined;
    const images = changedImages(input.images, environment, changes);
    const before = base.get(environment) ?? counted(synthesize(original, environment, input));
    base.set(environment, before);
    if (changes.length === 0) return before;
    return attempt(() => {
      const fleet = run(values(changes));
      // An environment that is called otherwise stands in the same place.
      const name = Object.keys(fleet.environments)[order.indexOf(environment)] ?? environment;
      const { files, errors } = counted(
        synthesize(fleet, name, { ...input, images: renamed(images, original, fleet) }),
      );
      return { files: pairFiles(before.files, files), errors };
    });
  };
}

function counted({ files, findings }: Synthesized) {
  return { files, errors: findings.filter((finding) => hasErrors([finding])).length };
}

function values(changes: readonly Change[]): ReadonlyMap<number, Value> {
  return new Map(
    changes.flatMap((change) =>
      change.sort === 'module' ? change.sites.map((site) => [site, change.value] as const) : [],
    ),
  );
}

function changedImages(images: Images, environment: string, changes: readonly Change[]): Images {
  const changed = new Map<string, ImagePin>(images);
  for (const change of changes) {
    const pin = change.sort === 'image' && change.environment === environment ? images.get(change.service) : undefined;
    if (pin && change.sort === 'image') changed.set(change.service, { ...pin, tag: change.tag });
  }
  return changed;
}

/** Who renames a service renames its line in the images files. */
function renamed(images: Images, before: Fleet, after: Fleet): Images {
  const added = after.definitions.flatMap(({ name }, i) => {
    const pin = images.get(before.definitions[i]?.name ?? '');
    return pin && !images.has(name) ? [[name, pin] as const] : [];
  });
  return added.length > 0 ? new Map([...images, ...added]) : images;
}

/** A fleet may throw, or the library, when a name leads nowhere: that is an answer too. */
function attempt(make: () => Outcome): Outcome | undefined {
  try {
    return make();
  } catch {
    return undefined;
  }
}
