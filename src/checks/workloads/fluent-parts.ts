import { isOneSlip } from '../../values/did-you-mean.js';
import { type Report, report } from '../rule.js';
import type { FluentConfig } from './fluent-config.js';

/** Sections and plug-ins by a name that is a letter off. */
export function* unknownParts({ sections, field }: FluentConfig): Iterable<Report> {
  for (const { name, entries } of sections) {
    const near = SECTIONS.includes(name) ? undefined : SECTIONS.find((one) => isOneSlip(one, name.toUpperCase()));
    if (near)
      yield report(field, `Fluent Bit has no section [${name}]`, {
        why: 'It says so at its start and passes the section over, or does not start.',
        fix: `Did you mean [${near}]?`,
      });
    const plugin = entries.find(([key]) => key === 'name')?.[1] ?? '';
    const known = PLUGINS[name] ?? [];
    const meant = known.includes(plugin) ? undefined : known.find((one) => isOneSlip(one, plugin));
    if (meant)
      yield report(field, `Fluent Bit has no ${name.toLowerCase()} "${plugin}"`, {
        why: 'It does not start: no log is shipped.',
        fix: `Did you mean "${meant}"?`,
      });
  }
}

const SECTIONS = [
  'SERVICE',
  'INPUT',
  'FILTER',
  'OUTPUT',
  'PARSER',
  'MULTILINE_PARSER',
  'CUSTOM',
  'PLUGINS',
  'STREAM_TASK',
];

// The usual ones. Source: Fluent Bit, pipeline.
const PLUGINS: Readonly<Record<string, readonly string[]>> = {
  INPUT: [
    'tail',
    'systemd',
    'kubernetes_events',
    'forward',
    'cpu',
    'mem',
    'dummy',
    'http',
    'tcp',
    'udp',
    'syslog',
    'opentelemetry',
  ],
  FILTER: [
    'kubernetes',
    'grep',
    'modify',
    'record_modifier',
    'nest',
    'lua',
    'parser',
    'multiline',
    'rewrite_tag',
    'throttle',
    'stdout',
    'aws',
    'geoip2',
  ],
  OUTPUT: [
    'es',
    'opensearch',
    'loki',
    's3',
    'kafka',
    'forward',
    'http',
    'stdout',
    'null',
    'cloudwatch_logs',
    'opentelemetry',
    'file',
    'tcp',
  ],
};
