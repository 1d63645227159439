import { type Labels, type Selector, selects } from '../labels.js';

/** Things by the labels that they carry, so that a selector is held against few of them. */
export class LabelIndex<T extends { readonly labels: Labels }> {
  readonly #all: T[] = [];
  readonly #byLabel = new Map<string, Map<string, T[]>>();

  add(item: T): void {
    this.#all.push(item);
    item.labels.forEach((value, key) => {
      const byValue = this.#byLabel.get(key);
      const same = byValue?.get(value);
      if (same) same.push(item);
      else if (byValue) byValue.set(value, [item]);
      else this.#byLabel.set(key, new Map([[value, [item]]]));
    });
  }

  /** Those that are selected, in the order in which they came. */
  select(selector: Selector): readonly T[] {
    let candidates: readonly T[] = this.#all;
    // The rarest label decides how many are looked at.
    selector.labels.forEach((value, key) => {
      const same = this.#byLabel.get(key)?.get(value) ?? NONE;
      if (same.length < candidates.length) candidates = same;
    });
    return candidates.length > 0 ? candidates.filter(({ labels }) => selects(selector, labels)) : candidates;
  }
}

const NONE: readonly never[] = [];
