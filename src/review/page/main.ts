import type { ReviewGroup, ReviewPlace } from '../review.js';
import { all, byId } from './dom.js';
import { filterButtons } from './filters.js';
import { setUpKeys } from './keys.js';
import { List } from './list.js';
import { Index } from './search.js';
import { setUpTheme } from './theme.js';

interface Data {
  readonly is: 'change' | 'outline';
  readonly places: readonly ReviewPlace[];
  readonly environments: readonly { readonly name: string; readonly groups: readonly ReviewGroup[] }[];
  readonly start: number;
}

const data: Data = JSON.parse(byId('data').textContent ?? '');
const search = byId('search');
const list = new List(data.places);
const indexes = new Map<number, Index>();
const only = new Set<string>();
let environment = data.start;

function groups(): readonly ReviewGroup[] {
  return data.environments[environment]?.groups ?? [];
}

function index(): Index {
  const known = indexes.get(environment) ?? new Index(groups());
  indexes.set(environment, known);
  return known;
}

function query(): string {
  return search instanceof HTMLInputElement ? search.value : '';
}

function setQuery(text: string): void {
  if (search instanceof HTMLInputElement) search.value = text;
}

/** Shows what is wanted now. */
function update(): void {
  const total = groups().length;
  const isAll = query().trim() === '' && only.size === 0;
  const found = isAll ? groups().map((_, i) => i) : index().find({ query: query(), only });
  list.show(groups(), found, `e${environment}`);
  const what = data.is === 'change' ? 'change' : 'part';
  byId('found').textContent = isAll
    ? `${total} ${what}${total === 1 ? '' : 's'}, ${data.is === 'change' ? 'the gravest first' : 'in the order in which they are applied'}`
    : `${found.length} of ${total} ${what}s`;
  byId('filters').replaceChildren(...filterButtons(groups(), only, toggleKind));
}

function toggleKind(kind: string): void {
  if (!only.delete(kind)) only.add(kind);
  update();
  all(`#filters [data-kind="${CSS.escape(kind)}"]`)[0]?.focus();
}

function choose(next: number): void {
  environment = next;
  only.clear();
  for (const section of all('section.environment')) section.hidden = section.dataset.environment !== String(next);
  for (const tab of all('.tabs button'))
    tab.setAttribute('aria-pressed', String(tab.dataset.environment === String(next)));
  update();
}

function clear(): void {
  setQuery('');
  only.clear();
  update();
}

/** Goes to a change that is named in the address or behind a link, whatever is filtered. */
function follow(hash: string): boolean {
  const [, at, group] = /^#e(\d+)g(\d+)$/.exec(hash) ?? [];
  if (at === undefined || group === undefined || !data.environments[Number(at)]?.groups[Number(group)]) return false;
  if (Number(at) !== environment) choose(Number(at));
  if (!list.reveal(Number(group))) {
    clear();
    list.reveal(Number(group));
  }
  return true;
}

function lookFor(text: string): void {
  setQuery(text);
  only.clear();
  update();
  byId('changes-title').scrollIntoView({ block: 'start' });
}

/** Shows the lines of the map that a box has. */
function trace(box: Element | null): void {
  for (const svg of all('svg.map')) {
    const boxes = [...svg.querySelectorAll('.box')];
    const at = box ? String(boxes.indexOf(box)) : '-1';
    svg.classList.toggle('traced', at !== '-1');
    for (const line of svg.querySelectorAll<SVGElement>('.lines path'))
      line.classList.toggle('on', line.dataset.from === at || line.dataset.to === at);
  }
}

document.addEventListener('click', (event) => {
  if (!(event.target instanceof Element)) return;
  const link = event.target.closest('a');
  if (link && follow(link.getAttribute('href') ?? '')) event.preventDefault();
  const box = event.target.closest<SVGElement>('.box');
  if (box) lookFor(box.dataset.search ?? '');
  const kind = event.target.closest<HTMLElement>('[data-only]')?.dataset.only;
  if (kind !== undefined) {
    setQuery('');
    only.clear();
    toggleKind(kind);
    byId('changes-title').scrollIntoView({ block: 'start' });
  }
});

for (const box of document.querySelectorAll<SVGElement>('.box')) {
  box.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      lookFor(box.dataset.search ?? '');
    }
  });
  for (const enter of ['mouseenter', 'focus']) box.addEventListener(enter, () => trace(box));
  for (const leave of ['mouseleave', 'blur']) box.addEventListener(leave, () => trace(null));
}

for (const tab of all('.tabs button')) {
  tab.addEventListener('click', () => choose(Number(tab.dataset.environment)));
}
search.addEventListener('input', update);
addEventListener('hashchange', () => follow(location.hash));
addEventListener('beforeprint', () => list.showAll());

setUpKeys({
  search: () => search.focus(),
  move: (by) => list.move(by),
  toggle: () => list.toggle(),
  filter: (number) => all('#filters button')[number - 1]?.click(),
  environment: () => {
    if (data.environments.length > 1) choose((environment + 1) % data.environments.length);
  },
  theme: setUpTheme(),
  clear: () => {
    clear();
    search.blur();
  },
});
update();
follow(location.hash);
// The first search finds its index ready.
setTimeout(() => index());
