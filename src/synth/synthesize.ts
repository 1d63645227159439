import type { Suppression } from '../checks/suppress.js';
import type { Facts } from '../cluster/facts.js';
import type { FieldSources } from '../construct/emit.js';
import type { Finding, Place } from '../diagnostic/diagnostic.js';
import { checkImages } from '../images/check-images.js';
import type { ImagePin } from '../images/images-file.js';
import { refOf } from '../manifest/kinds.js';
import { type FieldPath, formatPath, type Manifest } from '../manifest/manifest.js';
import { ManifestSet } from '../manifest/manifest-set.js';
import { positions } from '../manifest/yaml/positions.js';
import { writeYaml } from '../manifest/yaml/write-yaml.js';
import type { SealedValues } from '../security/sealed-file.js';
import { compose } from '../service/environment/compose.js';
import type { DefinitionFinding } from '../service/environment/definition-finding.js';
import type { AnyDefinition, Fleet } from '../service/fleet.js';
import { manifestPath } from './layout.js';
import { suppressionsOf } from './suppressions.js';
import { type Emitted, type Rejected, walk } from './walk.js';
import { writeWaves } from './wave-annotations.js';

/** Everything of one environment: what one cluster receives. */
export interface Synthesized {
  readonly environment: string;
  readonly set: ManifestSet;
  readonly facts: Facts;
  /** What was wrong before there were manifests: input, definitions, constructs. */
  readonly findings: readonly Finding[];
  /** What the services accept. */
  readonly suppressions: readonly Suppression[];
  /** Path below `dist/` -> text. */
  readonly files: ReadonlyMap<string, string>;
  /** Path below `dist/` -> what its fields came from, worked out when it is asked for. */
  readonly sources: ReadonlyMap<string, () => FieldSources>;
  /** Whether every definition could be read: of what is not made, the others say nothing. */
  readonly certain: boolean;
}

/** What an author wrote: a property, an item of a list that it is, or, without a key, an object. */
export interface Writing {
  readonly object: object;
  readonly key?: string | number;
  readonly item?: number | undefined;
  /** The property that the object is: where the object itself is written elsewhere. */
  readonly within?: Writing;
}

/** Where in a definition its author wrote something. The definition's own place where that cannot be known. */
export type Locate = (definition: Place, writing: Writing) => Place;

/** What synthesis reads besides the fleet. */
export interface SynthesisInput {
  readonly images: ReadonlyMap<string, ImagePin>;
  /** The images file, for messages. */
  readonly imagesFile: string;
  /** Sealed values; none when absent. */
  readonly sealed?: SealedValues;
  /** Folder that the files will lie in, for messages: `dist`. */
  readonly output: string;
  /** For messages; they name the definition alone when absent. */
  readonly locate?: Locate;
}

/** Turns one environment of a fleet into manifests. Pure: nothing is read or written. */
export function synthesize(fleet: Fleet, environment: string, input: SynthesisInput): Synthesized {
  const composition = compose(fleet, environment, input.images, input.sealed);
  const { app, facts, findings, definitions, unclear } = composition;
  const { objects, rejected } = walk(app);
  // Images of stores are pinned where they are defined.
  const built = [...definitions.values()].filter(({ kind }) => kind !== 'store').map(({ name }) => name);
  const files = new Map<string, string>();
  const chartOf = new Map<Manifest, string>();
  const paths = objects.map(({ chart, object }) => manifestPath(environment, chart, object));
  const manifests = objects.map((emitted, i): Manifest => {
    const path = paths[i] ?? '';
    const text = () => files.get(path) ?? '';
    const manifest = manifestOf(emitted, `${input.output}/${path}`, text, definitions.get(emitted.chart), input.locate);
    chartOf.set(manifest, emitted.chart);
    return manifest;
  });
  const set = new ManifestSet(environment, manifests, facts.external);
  // What is computed of the set for the waves, the checks ask again.
  const waved = writeWaves(set, (manifest) => chartOf.get(manifest) ?? '');
  const sources = new Map<string, () => FieldSources>();
  for (const [i, { object, sources: own }] of objects.entries()) {
    const path = paths[i] ?? '';
    files.set(path, writeYaml(object));
    sources.set(path, own);
  }
  const certain = unclear.size === 0;
  return {
    environment,
    set,
    facts,
    suppressions: suppressionsOf(composition, environment, input.output),
    findings: [
      ...checkImages(
        input.images,
        built,
        { file: input.imagesFile, environment },
        {
          certain,
          elsewhere: new Set(fleet.definitions.flatMap(({ kind, name }) => (kind === 'store' ? [] : [name]))),
        },
      ),
      ...findings.map((one) => definitionFinding(one, input.locate)),
      ...rejected.map((entry) => rejectedFinding(entry, definitions.get(entry.chart), input.locate)),
      ...waved,
    ],
    files,
    sources,
    certain,
  };
}

/** @param text the YAML, once it is written */
function manifestOf(
  { object, construct, sources, declared }: Emitted,
  file: string,
  text: () => string,
  definition: AnyDefinition | undefined,
  locate: Locate | undefined,
): Manifest {
  const from = (path: FieldPath): Place | undefined => {
    const site = declared() ?? definition?.site();
    const property = site && propertyBehind(sources(), path);
    return property && locate ? locate(site, property) : site;
  };
  const at = (path: FieldPath) => positions(text(), file).at(0, path);
  return { ref: refOf(object), object, origin: { file, construct, at, from } };
}

/** The one property of the author that a field, or the next field around it, came from; or what chose it for them. */
function propertyBehind(sources: FieldSources, path: FieldPath): Writing | undefined {
  for (let length = path.length; length > 0; length -= 1) {
    const found = sources.get(formatPath(path.slice(0, length)));
    if (!found) continue;
    const properties = found.filter((one) => one.kind === 'property');
    if (properties.length > 0) return properties.length === 1 ? properties[0] : undefined;
    const [by] = found.flatMap((one) => (one.kind === 'default' && one.by) || []);
    return by && { object: by };
  }
  return undefined;
}

function definitionFinding({ property, ...finding }: DefinitionFinding, locate: Locate | undefined): Finding {
  return finding.at && property && locate ? { ...finding, at: locate(finding.at, property) } : finding;
}

function rejectedFinding(
  { rejection }: Rejected,
  definition: AnyDefinition | undefined,
  locate: Locate | undefined,
): Finding {
  const { property, site, severity = 'error', ...rest } = rejection;
  const around: Place | undefined = site?.() ?? definition?.site();
  const at: Place | undefined = around && property && locate ? locate(around, property) : around;
  return { ...rest, severity, at };
}
