import { ansiPaint, plainPaint } from '../../diagnostic/paint.js';
import { wrap } from '../../diagnostic/visible.js';
import { diffSets } from '../../diff/diff.js';
import { renderDiff, type TextOptions } from '../../diff/render-text.js';
import { summarize } from '../../diff/summary.js';
import { ManifestSet } from '../../manifest/manifest-set.js';
import type { Terminal } from '../command.js';
import { changedEnvironments, type Held } from './held.js';

/** More would scroll away what the last save did. */
const most = 60;

/** What the step from one state to the other does to the clusters, as `eco diff` tells it. Empty when files are the same. */
export function effectText(
  before: Held,
  after: Held,
  versionOf: (environment: string) => string | undefined,
  fileName: (file: string) => string,
  terminal: Terminal,
): string {
  const find = ({ sets }: Held, name: string) => sets.find((set) => set.name === name) ?? new ManifestSet(name, []);
  const diffs = changedEnvironments(before, after)
    .map((name) => diffSets(find(before, name), find(after, name), { kubernetes: versionOf(name) }))
    .filter(({ entries }) => entries.length > 0);
  const options = { width: terminal.width, paint: terminal.colour ? ansiPaint : plainPaint, fileName };
  const text = (more: Partial<TextOptions>) =>
    diffs.map((diff) => renderDiff(diff, { ...options, ...more })).join('\n');
  const whole = text({});
  if (lines(whole) <= most) return whole;
  const brief = text({ details: false });
  if (lines(brief) <= most) return brief;
  return `${wrap(diffs.map((diff) => `${diff.name}: ${summarize(diff)}`).join(' '), terminal.width).join('\n')}\n`;
}

function lines(text: string): number {
  return text.split('\n').length - 1;
}
