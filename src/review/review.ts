/**
 * A review as plain data: what the page and the Markdown are made of, and what the page carries along as JSON.
 * Texts are as they came; whoever shows them escapes them.
 */
export interface Review {
  /** `change`: what differs between two states. `outline`: what one service is. */
  readonly is: 'change' | 'outline';
  /** `main (1f3c9a2) → working tree`. */
  readonly title: string;
  readonly environments: readonly ReviewEnvironment[];
  /** Places in the authors' files that changed lines come from; objects name them by number. */
  readonly places: readonly ReviewPlace[];
}

export interface ReviewPlace {
  /** `src/fleet/services/waste-api.ts:7`. */
  readonly at: string;
  /** The line of TypeScript itself, where it could be read. */
  readonly code?: string;
}

export interface ReviewEnvironment {
  /** Empty where the files do not say. */
  readonly name: string;
  /** One sentence. */
  readonly summary: string;
  /** What must not be applied as it stands, and what is wrong with the input. */
  readonly problems: readonly ReviewProblem[];
  /** The gravest first. */
  readonly groups: readonly ReviewGroup[];
  readonly restarts: readonly ReviewRestart[];
  readonly map: ReviewMap;
}

/** A workload whose pods are replaced. */
export interface ReviewRestart {
  /** The group that tells of it: place in `groups`. */
  readonly group: number;
  readonly name: string;
  /** `1.0.0 → 1.1.0`, where a new image is what replaces them. */
  readonly image?: string;
  /** `3 pods`. */
  readonly pods: string;
  /** Until the last old pod is gone, in words. */
  readonly long: string;
  readonly loss: 'none' | 'some' | 'outage';
  /** What users notice. */
  readonly lossText: string;
  /** Its parts in their order. Unit: seconds; absent where a person decides or nobody knows. */
  readonly segments: readonly { readonly what: string; readonly label: string; readonly seconds?: number }[];
}

/** Who calls whom, with what this change touches. */
export interface ReviewMap {
  readonly boxes: readonly ReviewBox[];
  readonly lines: readonly ReviewMapLine[];
  /** Boxes that are not shown because nothing near them changes. */
  readonly hidden: number;
}

export interface ReviewMapLine {
  /** Places in `boxes`. */
  readonly from: number;
  readonly to: number;
  readonly is: 'same' | 'new' | 'gone';
}

export interface ReviewBox {
  readonly name: string;
  readonly namespace?: string;
  readonly kind: string;
  readonly role: 'service' | 'store' | 'outside';
  readonly wave?: number;
  readonly column: number;
  readonly row: number;
  /** What happens to it or to an object of its name; absent where nothing does. */
  readonly label?: string;
  readonly tone?: Tone;
}

export interface ReviewProblem {
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly why?: string;
  readonly fix?: string;
}

/** How much a reader must care, the most first: it decides the colour, never alone what is said. */
export type Tone = 'danger' | 'warning' | 'info' | 'calm' | 'quiet';

/** Objects that are one change to a reader. */
export interface ReviewGroup {
  /** What it does: an `EffectKind`; of a service as it stands `object`. */
  readonly kind: string;
  /** The same for readers, in a word or two. */
  readonly label: string;
  readonly tone: Tone;
  readonly grave: boolean;
  /** Goes because the Application that delivers it goes: that is told once. */
  readonly swept?: true;
  readonly title: string;
  readonly effects: readonly ReviewEffect[];
  /** One line a field: `spec.replicas: 2 → 3`. */
  readonly fields: readonly string[];
  readonly objects: readonly ReviewObject[];
}

export interface ReviewEffect {
  readonly kind: string;
  /** Where it is another than the group's. */
  readonly label?: string;
  readonly text: string;
  readonly why?: string;
  readonly fix?: string;
  readonly source?: string;
  readonly grave?: boolean;
}

export interface ReviewObject {
  /** `Deployment api/waste-api`. */
  readonly name: string;
  readonly file: string;
  /**
   * Both sides as YAML, a line of text a line of YAML. Its first character says which side has it: ` ` both, `-` the
   * old one, `+` the new one; `<` and `>` the same where the two mean the same. Of an outline all lines are of both.
   */
  readonly yaml: string;
  /** Lines of `yaml`, from 0, and the place behind each: number of `Review.places`. Only where the place changes. */
  readonly places: readonly (readonly [line: number, place: number])[];
}
