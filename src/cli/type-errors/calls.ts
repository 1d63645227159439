/** A function of the library: what it is given, in order, and how a call of it is written. */
export interface CallForm {
  readonly takes: readonly string[];
  readonly form: string;
}

/** Those that authors call with too little, or with what belongs elsewhere. */
const calls = new Map<string, CallForm>([
  ['accept', { takes: ['the id of a rule', 'the reason'], form: "accept('node-capacity', 'it is measured')" }],
  ['fixed', { takes: ['the number of pods'], form: 'fixed(2)' }],
  ['automatic', { takes: ['its limits'], form: 'automatic({ min: 2, max: 4, cpu: 70 })' }],
  ['pause', { takes: ['how long it waits'], form: "pause('10m')" }],
  ['weight', { takes: ['the share of the traffic in %'], form: 'weight(20)' }],
  ['poll', { takes: ['how often'], form: "poll('3m')" }],
  ['canary', { takes: ['its steps'], form: "canary({ steps: [weight(20), pause('10m')] })" }],
  [
    'override',
    {
      takes: ['the kind', 'the field', 'the value', 'the reason'],
      form: "override('Deployment', (it) => it.spec.minReadySeconds, 10, 'it warms its cache')",
    },
  ],
  ['secret', { takes: ['its name', 'its keys'], form: "secret('database', { at: 'database', keys: ['password'] })" }],
  ['defineService', { takes: ['its name', 'its definition'], form: "defineService('cart', () => ({ … }))" }],
  ['defineWorker', { takes: ['its name', 'its definition'], form: "defineWorker('mail', () => ({ … }))" }],
]);

/** How a function of the library is called, where it is one of those. */
export function callForm(name: string): CallForm | undefined {
  return calls.get(name);
}
