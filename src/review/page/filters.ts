import type { ReviewGroup } from '../review.js';
import { element } from './dom.js';

/** One button an effect, the gravest first; each says how many changes have it. */
export function filterButtons(
  groups: readonly ReviewGroup[],
  only: ReadonlySet<string>,
  toggle: (kind: string) => void,
): HTMLElement[] {
  const kinds = new Map<string, { readonly group: ReviewGroup; number: number }>();
  for (const group of groups) {
    const known = kinds.get(group.kind);
    if (known) known.number += 1;
    else kinds.set(group.kind, { group, number: 1 });
  }
  return [...kinds].map(([kind, { group, number }]) => {
    const button = element(
      'button',
      { type: 'button', class: `filter ${group.tone}`, 'data-kind': kind, 'aria-pressed': String(only.has(kind)) },
      `${group.label} `,
      element('span', { class: 'count' }, String(number)),
    );
    button.addEventListener('click', () => toggle(kind));
    return button;
  });
}
