import { escapeHtml } from '../escape.js';
import type { ReviewRestart } from '../review.js';

const MOST = 30;
// Unit: px.
const NAME = 190;
const WIDTH = 620;
const ROW = 30;
const TOP = 26;

/** Who restarts when, side by side from the moment of the sync. Empty where nobody does. */
export function timelineHtml(restarts: readonly ReviewRestart[], id: string): string {
  if (restarts.length === 0) return '';
  const shown = restarts.slice(0, MOST);
  const longest = Math.max(60, ...shown.map(lengthOf));
  const scale = WIDTH / longest;
  const ticks = ticksOf(longest).map((seconds) => {
    const x = NAME + seconds * scale;
    return `<path d="M${x},${TOP - 4} V${TOP + shown.length * ROW}"/><text x="${x}" y="${TOP - 10}" text-anchor="middle">${escapeHtml(clock(seconds))}</text>`;
  });
  const rows = shown.map((restart, i) => row(restart, TOP + i * ROW, scale, longest, id));
  const height = TOP + shown.length * ROW + 8;
  const more = restarts.length > MOST ? `<p class="hint">and ${restarts.length - MOST} more, all quicker.</p>` : '';
  return `<div class="scroll" tabindex="0" role="region" aria-label="Timeline of the restarts">
<svg class="timeline" viewBox="0 0 ${NAME + WIDTH + 160} ${height}" width="${NAME + WIDTH + 160}" height="${height}" role="group" aria-label="Restarts over time"><g class="ticks">${ticks.join('')}</g>${rows.join('')}</svg></div>
<p class="hint"><span class="key pods"></span> pods are replaced <span class="key pause"></span> waits <span class="key analysis"></span> measures <span class="key person"></span> until a person decides. Estimates: from probes, delays and grace periods as they are written. Red: nobody answers meanwhile.</p>${more}`;
}

function lengthOf({ segments }: ReviewRestart): number {
  return segments.reduce((sum, { seconds = 0 }) => sum + seconds, 0);
}

function row(restart: ReviewRestart, y: number, scale: number, longest: number, id: string): string {
  let at = 0;
  const bars = restart.segments.map(({ what, label, seconds }) => {
    const start = NAME + at * scale;
    at += seconds ?? 0;
    const open = seconds === undefined;
    const width = open ? Math.max(24, NAME + longest * scale - start) : Math.max(2, seconds * scale - 1);
    const said = `${label}${open ? '' : `, ${clock(seconds)}`}`;
    return `<rect class="${escapeHtml(what)}${open ? ' open' : ''}" x="${start}" y="${y + 6}" width="${width}" height="16" rx="3"><title>${escapeHtml(said)}</title></rect>`;
  });
  const { name, pods, long, loss, lossText, group } = restart;
  const said = `${name}: ${pods}, ${long}; ${lossText}`;
  const isOpen = restart.segments.some(({ seconds }) => seconds === undefined);
  const end = isOpen ? NAME + longest * scale : NAME + at * scale;
  return `<a class="bar ${loss}" href="#${id}g${group}" aria-label="${escapeHtml(said)}"><title>${escapeHtml(said)}</title><text class="name" x="${NAME - 10}" y="${y + 19}" text-anchor="end">${escapeHtml(name.length > 24 ? `${name.slice(0, 23)}…` : name)}</text>${bars.join('')}<text class="after" x="${end + 8}" y="${y + 19}">${escapeHtml(`${pods}, ${long}`)}</text></a>`;
}

/** Round marks, four to eight of them. */
function ticksOf(longest: number): number[] {
  const steps = [10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 21600, 86400];
  const step = steps.find((one) => longest / one <= 7) ?? longest / 4;
  return Array.from({ length: Math.floor(longest / step) + 1 }, (_, i) => i * step);
}

function clock(seconds: number): string {
  if (seconds < 60) return `${Math.round(seconds)} s`;
  const [minutes, rest] = [Math.floor(seconds / 60), Math.round(seconds % 60)];
  if (minutes < 60) return rest === 0 ? `${minutes} min` : `${minutes} min ${rest} s`;
  const hours = Math.floor(minutes / 60);
  return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
}
