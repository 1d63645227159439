import type { Channel } from '../construct/channel.js';
import type { JsonObject } from '../manifest/manifest.js';
import { writeYaml } from '../manifest/yaml/write-yaml.js';

/** `sync-failed`: a sync gave up. `degraded`: what was synced does not work. `deployed`: a commit is synced and healthy. */
export type Event = 'sync-failed' | 'degraded' | 'deployed';

interface EventRow {
  /** An expression over `app`. It is told when it becomes true. Source: Argo CD, "Notification triggers". */
  readonly when: string;
  /** Told again only when this has another value. */
  readonly oncePer?: string;
  readonly subject: Words;
  readonly text: Words;
}

/** A format of Go, and what it takes: values of a template, with the functions of Sprig. */
type Words = readonly [format: string, ...values: string[]];

const NAME = '.app.metadata.name';
const COMMIT = '(.app.status.sync.revision | default "" | trunc 7)';
const DONE = 'app.status.operationState != nil and app.status.operationState.phase in';

const EVENTS: Readonly<Record<Event, EventRow>> = {
  'sync-failed': {
    when: `${DONE} ['Error', 'Failed']`,
    subject: ['%s: the sync of %s failed', NAME, COMMIT],
    text: ['%s', '(.app.status.operationState.message | default "Argo CD gives no reason")'],
  },
  degraded: {
    when: "app.status.health.status == 'Degraded'",
    subject: ['%s: degraded', NAME],
    text: [
      'It has %s. What runs: kubectl get pods --namespace %s',
      COMMIT,
      '(.app.spec.destination.namespace | default "default")',
    ],
  },
  deployed: {
    when: `${DONE} ['Succeeded'] and app.status.health.status == 'Healthy'`,
    // A sync that only heals is no news.
    oncePer: 'app.status.sync.revision',
    subject: ['%s: %s runs', NAME, COMMIT],
    text: ['It is synced and healthy.'],
  },
};

/** Triggers and templates of what is told, by their keys in the ConfigMap. */
export function triggers(
  on: readonly Event[],
  channels: readonly Channel[],
  names: readonly string[],
  url: string | undefined,
): Record<string, string> {
  return Object.fromEntries(
    on.flatMap((event) => {
      const { when, oncePer } = EVENTS[event];
      const trigger = { when, send: [event], ...(oncePer && { oncePer }) };
      return [
        [`trigger.on-${event}`, list(trigger)],
        [`template.${event}`, writeYaml(template(EVENTS[event], channels, names, url))],
      ];
    }),
  );
}

function template(
  { subject, text }: EventRow,
  channels: readonly Channel[],
  names: readonly string[],
  url: string | undefined,
): JsonObject {
  const link: readonly Words[] = url === undefined ? [] : [[`${url.replace(/\/$/, '')}/applications/%s`, NAME]];
  const message = printf([subject, text, ...link]);
  const webhooks = names.filter((_, i) => channels[i]?.channel === 'slack');
  return {
    ...(channels.some(({ channel }) => channel === 'email') && {
      message: `{{${message}}}`,
      email: { subject: `{{${printf([subject])}}}` },
    }),
    ...(webhooks.length > 0 && {
      // What Argo CD says may hold quotes and line breaks.
      webhook: Object.fromEntries(
        webhooks.map((name) => [name, { method: 'POST', body: `{"text": {{${message} | toJson}}}` }]),
      ),
    }),
  };
}

/** Lines as one call of Go's `printf`. */
function printf(lines: readonly Words[]): string {
  const format = lines.map(([words]) => words).join('\n');
  return ['printf', JSON.stringify(format), ...lines.flatMap(([, ...values]) => values)].join(' ');
}

/** A list of one. */
function list(object: JsonObject): string {
  return writeYaml(object).replace(/^/gm, '  ').replace(/^ {2}/, '- ').trimEnd().concat('\n');
}
