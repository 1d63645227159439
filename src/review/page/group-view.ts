import type { ReviewEffect, ReviewGroup, ReviewObject, ReviewPlace } from '../review.js';
import { element } from './dom.js';
import { yamlView } from './yaml-view.js';

/** Objects of one group at first. */
const MOST = 40;

/** One change: what it is, what it does and why; its fields and YAML when it is opened. */
export function groupView(group: ReviewGroup, id: string, places: readonly ReviewPlace[]): HTMLElement {
  const body = element('div', { class: 'body', id: `${id}b`, hidden: '' });
  const head = element(
    'button',
    { type: 'button', class: 'head', 'aria-expanded': 'false', 'aria-controls': `${id}b` },
    element('span', { class: 'label' }, group.label),
    element('span', { class: 'title' }, group.title),
  );
  const article = element(
    'article',
    { id, class: `group ${group.tone}` },
    element('h3', {}, head),
    element('div', { class: 'effects' }, ...group.effects.map((effect) => effectView(effect, group.grave))),
    body,
  );
  head.addEventListener('click', () => setOpen(article, !isOpen(article)));
  article.addEventListener('open', () => {
    if (body.childElementCount === 0) body.append(...bodyOf(group, places));
  });
  return article;
}

/** Opens or closes a change that is shown. */
export function setOpen(article: HTMLElement, open: boolean): void {
  const [head, body] = [article.querySelector('.head'), article.querySelector<HTMLElement>('.body')];
  if (!head || !body) return;
  if (open) article.dispatchEvent(new Event('open'));
  body.hidden = !open;
  article.classList.toggle('open', open);
  head.setAttribute('aria-expanded', String(open));
}

export function isOpen(article: HTMLElement): boolean {
  return article.classList.contains('open');
}

function effectView({ label, text, why, fix, source, grave }: ReviewEffect, told: boolean): HTMLElement {
  const more = told || grave ? '' : ' later';
  return element(
    'div',
    { class: `effect${grave ? ' grave' : ''}` },
    element('p', {}, label ? element('span', { class: 'sublabel' }, label) : undefined, label ? ' ' : undefined, text),
    why ? element('p', { class: `why${more}` }, why) : undefined,
    fix ? element('p', { class: 'fix' }, element('b', {}, 'Fix: '), fix) : undefined,
    source ? element('p', { class: 'source later' }, `Rule: ${source}`) : undefined,
  );
}

function bodyOf(group: ReviewGroup, places: readonly ReviewPlace[]): HTMLElement[] {
  const { fields, objects } = group;
  const made: HTMLElement[] = [];
  if (fields.length > 0)
    made.push(
      element('ul', { class: 'fields' }, ...fields.map((field) => element('li', {}, element('code', {}, field)))),
    );
  const [only] = objects;
  if (only && objects.length === 1) made.push(fileLine(only), yamlView(only, places));
  else made.push(objectList(objects, places));
  return made;
}

function fileLine({ file }: ReviewObject): HTMLElement {
  return element('p', { class: 'file' }, element('code', {}, file));
}

function objectList(objects: readonly ReviewObject[], places: readonly ReviewPlace[]): HTMLElement {
  const list = element('div', { class: 'objects' });
  const add = (from: number) => {
    list.append(...objects.slice(from, from + MOST).map((object) => objectView(object, places)));
    const rest = objects.length - from - MOST;
    if (rest <= 0) return;
    const more = element('button', { type: 'button', class: 'more' }, `${rest} more objects`);
    more.addEventListener('click', () => {
      more.remove();
      add(from + MOST);
    });
    list.append(more);
  };
  add(0);
  return list;
}

function objectView(object: ReviewObject, places: readonly ReviewPlace[]): HTMLElement {
  const details = element(
    'details',
    { class: 'object' },
    element('summary', {}, object.name, ' ', element('code', { class: 'file' }, object.file)),
  );
  details.addEventListener('toggle', () => {
    if (details.open && details.childElementCount === 1) details.append(yamlView(object, places));
  });
  return details;
}
