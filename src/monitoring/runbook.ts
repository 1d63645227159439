import { formatDuration } from '../values/duration.js';
import { formatPercent } from '../values/percent.js';
import type { AlertPage } from './alerts/all.js';

/** The page of an alert, in Markdown: what it means, what to look at first, and the query that it asks. */
export function runbook(alert: AlertPage): string {
  const { name, summary, description, defaults, look, queries } = alert;
  const limit = limitOf(alert);
  const rows = [
    `severity \`${defaults.severity}\``,
    `holds for \`${defaults.for}\``,
    ...(limit === undefined ? [] : [`limit \`${limit}\``]),
  ];
  return [
    `# ${name}`,
    `${readable(summary)}. ${readable(description)}`,
    `By default: ${rows.join(', ')}. ${changed(alert)}`,
    '## What to look at first',
    look.map((line, i) => `${i + 1}. ${line}`).join('\n'),
    '## What it asks',
    'For an example called `cart`:',
    ...queries.map((query) => `\`\`\`promql\n${query}\n\`\`\``),
  ]
    .join('\n\n')
    .concat('\n');
}

/** Table of all pages. */
export function runbookIndex(alerts: readonly AlertPage[]): string {
  const rows = [...alerts]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, defaults, summary }) => `| [${name}](${name}.md) | ${defaults.severity} | ${readable(summary)} |`);
  return [
    '# Runbooks',
    '',
    'Made by `npm run gen` from the alerts themselves; every alert names its page.',
    '',
    '| alert | severity | what |',
    '|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}

function changed({ name, changedBy: { definition, environment } }: AlertPage): string {
  if (!definition && !environment) return 'It follows from the objective: `slo` in the definition, or of the fleet.';
  const who = [
    ...(definition ? ['a service changes that in its definition'] : []),
    ...(environment ? [`an environment changes it${definition ? ' for its data stores' : ''}`] : []),
  ].join(', ');
  return `${who.charAt(0).toUpperCase()}${who.slice(1)}: \`alerts: { ${name}: { … } }\`.`;
}

function limitOf({ defaults: { limit }, unit }: AlertPage): string | undefined {
  if (limit === undefined) return undefined;
  if (unit === 'ratio') return formatPercent(limit);
  return unit === 'seconds' ? formatDuration(limit) : String(limit);
}

/** Templates of Prometheus as a reader takes them: the label, or "a share". */
function readable(text: string): string {
  return text
    .replaceAll(/\{\{ \$labels\.(\w+) \}\}/g, (_, label) => `(${label})`)
    .replaceAll(/\{\{ \$value[^}]*\}\}/g, '(value)');
}
