import type { Severity } from './diagnostic.js';

/** `off`: not run. `on`: run, an opinionated one too. `error`, `warning`: run, and what it finds counts as that. */
export type RuleSetting = 'off' | 'on' | Severity;
