import { escapeHtml } from '../escape.js';
import type { ReviewBox, ReviewMap, ReviewMapLine } from '../review.js';

// Unit: px.
const BOX = { width: 168, height: 46 };
const GAP = { across: 74, down: 16 };
const EDGE = 12;

/** The map as SVG: boxes are links that search the list for their name. */
export function mapHtml({ boxes, lines, hidden }: ReviewMap): string {
  if (boxes.length === 0) return '';
  const columns = 1 + Math.max(...boxes.map(({ column }) => column));
  const rows = 1 + Math.max(...boxes.map(({ row }) => row));
  const width = columns * (BOX.width + GAP.across) - GAP.across + 2 * EDGE;
  const height = rows * (BOX.height + GAP.down) - GAP.down + 2 * EDGE;
  const sizes = heights(boxes);
  const at = (box: ReviewBox) => ({
    x: EDGE + box.column * (BOX.width + GAP.across),
    // Short columns stand in the middle.
    y: EDGE + (box.row + (rows - (sizes.get(box.column) ?? rows)) / 2) * (BOX.height + GAP.down),
  });
  const curves = lines.map((line) => curve(line, boxes, at)).join('');
  const more =
    hidden > 0
      ? `<p class="hint">${hidden} more that this change does not touch, nor who they call, are left out.</p>`
      : '';
  return `<div class="scroll" tabindex="0" role="region" aria-label="Map of the fleet">
<svg class="map" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="group" aria-label="Who calls whom">
<g class="lines">${curves}</g>${boxes.map((box) => boxHtml(box, at(box))).join('')}
</svg></div>
<p class="hint">${legend(boxes)}</p>${more}`;
}

/** What the picture's marks mean: only those that are in it. */
function legend(boxes: readonly ReviewBox[]): string {
  const [wave] = boxes.flatMap(({ wave }) => wave ?? []);
  return [
    'Callers stand left of what they call.',
    ...(wave === undefined ? [] : [`<span class="wave">${wave}</span> is a sync wave.`]),
    ...(boxes.some(({ role }) => role === 'store') ? ['A flat-bottomed box with a double line keeps data.'] : []),
  ].join(' ');
}

function heights(boxes: readonly ReviewBox[]): ReadonlyMap<number, number> {
  const map = new Map<number, number>();
  for (const { column, row } of boxes) map.set(column, Math.max(map.get(column) ?? 0, row + 1));
  return map;
}

function curve(
  { from, to, is }: ReviewMapLine,
  boxes: readonly ReviewBox[],
  at: (box: ReviewBox) => { x: number; y: number },
): string {
  const [start, end] = [boxes[from], boxes[to]];
  if (!start || !end) return '';
  const [a, b] = [at(start), at(end)];
  const [x1, y1, x2, y2] = [a.x + BOX.width, a.y + BOX.height / 2, b.x, b.y + BOX.height / 2];
  const bend = Math.max(30, (x2 - x1) / 2);
  const path = `M${x1},${y1} C${x1 + bend},${y1} ${x2 - bend},${y2} ${x2},${y2}`;
  return `<path d="${path}" class="${is}" data-from="${from}" data-to="${to}"/>`;
}

function boxHtml(box: ReviewBox, { x, y }: { x: number; y: number }): string {
  const { name, namespace, kind, role, wave, label, tone } = box;
  const second = [label ?? (role === 'outside' ? '' : kind), namespace].filter(Boolean).join(' · ');
  const said = `${name}${namespace ? ` in ${namespace}` : ''}, ${kind}${label ? `: ${label}` : ': unchanged'}`;
  const store = role === 'store' ? `<path class="store" d="M${x + 6},${y + BOX.height - 5} h${BOX.width - 12}"/>` : '';
  const mark =
    wave === undefined
      ? ''
      : `<g class="wavemark"><circle cx="${x + BOX.width - 14}" cy="${y + 15}" r="9"/><text x="${x + BOX.width - 14}" y="${y + 19}" text-anchor="middle">${wave}</text></g>`;
  return `<g class="box ${tone ?? 'untouched'} ${role}" tabindex="0" role="button" data-search="${escapeHtml(name)}" aria-label="${escapeHtml(said)}"><title>${escapeHtml(said)}</title>
<rect x="${x}" y="${y}" width="${BOX.width}" height="${BOX.height}" rx="8"/>${store}
<text class="name" x="${x + 12}" y="${y + 20}">${escapeHtml(short(name, wave === undefined ? 20 : 17))}</text><text class="what" x="${x + 12}" y="${y + 36}">${escapeHtml(short(second, 26))}</text>${mark}</g>`;
}

function short(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}
