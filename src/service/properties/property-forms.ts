/** How a property is written, and what comes of it where it is not. */
export interface PropertyForm {
  readonly form: string;
  readonly why?: string;
}

/** Of those that an author must write. */
const forms = new Map<string, PropertyForm>([
  ['port', { form: 'port: 8000', why: 'Without a port no request finds the process.' }],
  ['scale', { form: 'scale: fixed(2)', why: 'Nothing says how many pods run.' }],
  [
    'resources',
    {
      form: "resources: { cpu: ['100m', '300m'], memory: ['128Mi', '256Mi'] }",
      why: 'Pods that ask for nothing are placed anywhere, and are the first to be evicted.',
    },
  ],
  [
    'celery',
    {
      form: "celery: { app: 'workers.mail', pool: 'prefork', concurrency: 4 }",
      why: 'Nothing says which tasks the process takes.',
    },
  ],
  ['metricsPort', { form: 'metricsPort: 9090', why: 'The probes ask that port whether the worker lives.' }],
  ['cpu', { form: "cpu: ['100m', '300m']" }],
  ['memory', { form: "memory: ['128Mi', '256Mi']" }],
]);

/** How a property is written: an example; of others its name alone. */
export function propertyForm(name: string): PropertyForm {
  return forms.get(name) ?? { form: `"${name}: …"` };
}
