import type { ReviewObject, ReviewPlace } from '../review.js';
import { element } from './dom.js';
import { highlight } from './highlight.js';
import { type Cell, foldRows, type Row, rowsOf } from './rows.js';

/** Rows of one table at first: a hundred thousand lines at once would stop the page. */
const MOST = 2000;

/** Both sides of an object side by side, with the line of TypeScript above what it sets. */
export function yamlView(object: ReviewObject, places: readonly ReviewPlace[]): HTMLElement {
  const body = element('tbody');
  const single = object.places.length === 1 ? places[object.places[0]?.[1] ?? -1] : undefined;
  const show = (row: Row) => {
    const place = single || row.place === undefined ? undefined : places[row.place];
    return place ? [placeRow(place), rowView(row)] : [rowView(row)];
  };
  let left = MOST;
  const rowsHere = rowsOf(object);
  const isOne = rowsHere.every(({ is }) => is === 'same');
  for (const { folded, rows } of isOne ? [{ folded: false, rows: rowsHere }] : foldRows(rowsHere)) {
    const shown = folded ? [] : rows.slice(0, Math.max(0, left));
    left -= shown.length;
    body.append(...shown.flatMap(show));
    const rest = rows.slice(shown.length);
    if (rest.length > 0) body.append(foldRow(rest, folded ? 'unchanged lines' : 'more lines', show));
  }
  const table = element(
    'table',
    { class: isOne ? 'yaml one' : 'yaml' },
    element('colgroup', {}, ...['line', 'code', 'line', 'code'].map((kind) => element('col', { class: kind }))),
    element(
      'thead',
      {},
      element(
        'tr',
        {},
        element('th', { scope: 'col', colspan: '2' }, 'before'),
        element('th', { scope: 'col', colspan: '2' }, 'after'),
      ),
    ),
    body,
  );
  const box = element(
    'div',
    { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': `YAML of ${object.name}` },
    table,
  );
  return single ? element('div', {}, placeLine(single, 'p'), box) : box;
}

function placeLine({ at, code }: ReviewPlace, name: 'p' | 'td'): HTMLElement {
  const line = element(name, { class: 'place' }, 'set by ', element('code', { class: 'at' }, at));
  if (code) line.append(' ', element('code', { class: 'code' }, code));
  return line;
}

function placeRow(place: ReviewPlace): HTMLElement {
  const cell = placeLine(place, 'td');
  cell.setAttribute('colspan', '4');
  return element('tr', { class: 'place' }, cell);
}

function foldRow(rows: readonly Row[], what: string, show: (row: Row) => HTMLElement[]): HTMLElement {
  const button = element('button', { type: 'button' }, `${rows.length} ${what}`);
  const row = element('tr', { class: 'fold' }, element('td', { colspan: '4' }, button));
  button.addEventListener('click', () => {
    const now = rows.slice(0, MOST).flatMap(show);
    const rest = rows.slice(MOST);
    if (rest.length > 0) now.push(foldRow(rest, what, show));
    row.replaceWith(...now);
  });
  return row;
}

function rowView({ is, before, after }: Row): HTMLElement {
  return element('tr', { class: is }, ...cells(before, 'before', is), ...cells(after, 'after', is));
}

function cells(cell: Cell | undefined, side: 'before' | 'after', is: Row['is']): HTMLElement[] {
  if (!cell) return [element('td', { class: `number ${side} empty` }), element('td', { class: `${side} empty` })];
  const mark = is === 'changed' ? (side === 'before' ? '−' : '+') : '';
  const code = element('td', { class: side }, ...tokens(cell));
  if (mark) code.dataset.mark = mark;
  return [element('td', { class: `number ${side}` }, String(cell.number)), code];
}

function tokens({ text, from, to }: Cell): HTMLElement[] {
  let at = 0;
  const made: HTMLElement[] = [];
  for (const { is, text: part } of highlight(text)) {
    const [start, end] = [at, at + part.length];
    const cuts = [start, from ?? start, to ?? start, end].map((one) => Math.min(end, Math.max(start, one)));
    for (const [i, cut] of cuts.slice(0, -1).entries()) {
      const piece = text.slice(cut, cuts[i + 1]);
      if (piece) made.push(element(i === 1 ? 'mark' : 'span', { class: is }, piece));
    }
    at = end;
  }
  return made;
}
