import type { Finding } from '../../diagnostic/diagnostic.js';

/** What a mistake is called, and the text of the author's line that it is about. */
export interface TypeMistake extends Pick<Finding, 'message' | 'why' | 'fix'> {
  readonly subject?: string;
}

/** What stands at the place that the compiler names. */
export interface Written {
  /** The property there. */
  readonly key?: string | undefined;
  /** Text in its quotes, or a number, where one stands there. */
  readonly value?: string | undefined;
  /** What the line says behind the place, and before it. */
  readonly behind?: string;
  readonly before?: string;
  /** What the compiler thinks is meant. */
  readonly meant?: string | undefined;
  /** What exports a name, as the file would import it: this library, other modules of the fleet. */
  readonly exporters?: (name: string) => readonly string[];
}

/** Why a type error stops everything. */
export const why = 'Nothing is done before the fleet type-checks.';
