import type { ReviewGroup, ReviewPlace } from '../review.js';
import { byId, element } from './dom.js';
import { groupView, isOpen, setOpen } from './group-view.js';

/** Changes that are made at a time: the first view must be there at once, whatever follows. */
const STEP = 40;

/** The list of changes: as much of it as was looked at. */
export class List {
  readonly #box = byId('list');
  readonly #more = element('button', { type: 'button', class: 'more' }, 'Show more');
  #found: readonly number[] = [];
  #shown = 0;
  #at = -1;

  constructor(
    private readonly places: readonly ReviewPlace[],
    private groups: readonly ReviewGroup[] = [],
    private prefix = '',
  ) {
    this.#more.addEventListener('click', () => this.#add());
    new IntersectionObserver((seen) => {
      if (seen.some(({ isIntersecting }) => isIntersecting)) this.#add();
    }).observe(this.#more);
  }

  /** Shows these of these groups. */
  show(groups: readonly ReviewGroup[], found: readonly number[], prefix: string): void {
    [this.groups, this.#found, this.prefix, this.#shown, this.#at] = [groups, found, prefix, 0, -1];
    this.#box.replaceChildren();
    this.#add();
  }

  /** Makes all of them, as a printer needs. */
  showAll(): void {
    while (this.#shown < this.#found.length) this.#add();
  }

  /** Goes to the next or previous change. */
  move(by: 1 | -1): void {
    this.#go(Math.min(this.#found.length - 1, Math.max(0, this.#at + by)));
  }

  /** Goes to the change of that place in `groups`, and opens it. False when it is not among those that are shown. */
  reveal(group: number): boolean {
    const at = this.#found.indexOf(group);
    if (at < 0) return false;
    this.#go(at);
    const article = this.#article(at);
    if (article) setOpen(article, true);
    return true;
  }

  /** Opens or closes the change that the reader is at. */
  toggle(): void {
    const article = this.#article(this.#at);
    if (article) setOpen(article, !isOpen(article));
  }

  #go(at: number): void {
    while (this.#shown <= at && this.#shown < this.#found.length) this.#add();
    const article = this.#article(at);
    if (!article) return;
    this.#at = at;
    for (const other of this.#box.querySelectorAll('.current')) other.classList.remove('current');
    article.classList.add('current');
    article.scrollIntoView({ block: 'start' });
    article.querySelector<HTMLElement>('.head')?.focus({ preventScroll: true });
  }

  #article(at: number): HTMLElement | undefined {
    const group = this.#found[at];
    return (group !== undefined && document.getElementById(`${this.prefix}g${group}`)) || undefined;
  }

  #add(): void {
    this.#more.remove();
    const next = this.#found.slice(this.#shown, this.#shown + STEP);
    for (const [i, at] of next.entries()) {
      const group = this.groups[at];
      if (!group) continue;
      const article = groupView(group, `${this.prefix}g${at}`, this.places);
      const place = this.#shown + i;
      article.addEventListener('focusin', () => {
        this.#at = place;
      });
      this.#box.append(article);
    }
    this.#shown += next.length;
    if (this.#shown < this.#found.length) this.#box.append(this.#more);
  }
}
