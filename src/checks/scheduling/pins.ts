import { applicationSources, valueBelow } from '../../manifest/argocd/application-sources.js';
import type { Field } from '../../manifest/field.js';
import { type ManifestSet, perSet } from '../../manifest/manifest-set.js';

/** A label by which pods ask for nodes: of a nodeSelector, or of a required affinity that leaves no choice. */
export interface Pin {
  /** The value, where it is written. */
  readonly at: Field;
  readonly key: string;
  readonly value: string;
  /** The pod spec, or what an operator or a chart copies into one. */
  readonly place: Field;
}

/** The places of a set that say on which nodes pods run, the same ones whoever asks. */
export const placesOf = perSet((set: ManifestSet): readonly Field[] => set.placements());

/** Every pin of a set: of pods, of what operators make pods of, and of values of charts. */
export const pinsOf = perSet((set: ManifestSet): readonly Pin[] =>
  [...placesOf(set), ...applicationSources(set).flatMap((source) => placesBelow(valueBelow(source, [])))].flatMap(
    (place) =>
      [...place.entries('nodeSelector'), ...required(place)].map(([key, at]) => ({
        at,
        key,
        value: at.text ?? '',
        place,
      })),
  ),
);

const REQUIRED = 'affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms';

/** What an affinity asks for in its only term, and takes one value of. */
function required(place: Field): [key: string, value: Field][] {
  const [term, ...others] = place.items(REQUIRED);
  if (!term || others.length > 0) return [];
  return term.items('matchExpressions').flatMap((one): [string, Field][] => {
    const [value, ...more] = one.items('values');
    const key = one.at('key').text;
    return one.at('operator').text === 'In' && key !== undefined && value && more.length === 0 ? [[key, value]] : [];
  });
}

/** Charts hand values down to those that they bring: the parts that say where pods run. */
function placesBelow(values: Field): Field[] {
  const own = values.entries('nodeSelector').length > 0 ? [values] : [];
  return [...own, ...values.entries().flatMap(([key, value]) => (key === 'nodeSelector' ? [] : placesBelow(value)))];
}

/** A toleration as it names a taint: without a value, whatever that is. */
export interface Tolerated {
  readonly key: string;
  readonly value: string | undefined;
  readonly effect: Field;
}

/** Whether a place tolerates a taint. Effects are not compared: who names the taint has thought of it. */
export function tolerates(place: Field, { key, value }: Pick<Tolerated, 'key' | 'value'>): boolean {
  return toleratedBy(place).some(
    (one) =>
      one.key === '' || (one.key === key && (one.value === undefined || value === undefined || one.value === value)),
  );
}

/** What a place tolerates; a key that is empty stands for every taint. */
export function toleratedBy(place: Field): readonly Tolerated[] {
  return place.items('tolerations').map((one) => ({
    key: one.at('key').text ?? '',
    value: one.at('operator').text === 'Exists' ? undefined : one.at('value').text,
    effect: one.at('effect'),
  }));
}
