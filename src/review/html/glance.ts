import { escapeHtml } from '../escape.js';
import { type GlanceLine, glanceOf } from '../glance.js';
import type { ReviewEnvironment } from '../review.js';

/** Lines of one answer; the rest is in the list below. */
const MOST = 7;

/** The first view: what breaks, what is deleted, what restarts. `id` prefixes the anchors of the groups. */
export function glanceHtml(environment: ReviewEnvironment, id: string): string {
  const { breaks, deleted, restarts } = glanceOf(environment);
  return `<div class="answers">
${answer('Breaks', breaks, 'Nothing breaks', id, 'refused')}
${answer('Deleted', deleted, 'Nothing is deleted', id, 'deleted')}
${answer('Restarts', restarts, 'Nothing restarts', id, 'restart')}
</div>`;
}

function answer(title: string, lines: readonly GlanceLine[], none: string, id: string, kind: string): string {
  const tone = lines.length === 0 ? 'fine' : kind === 'restart' ? 'warning' : 'danger';
  const own = lines.filter(({ told }) => !told);
  const rest = own.length - MOST;
  const total = lines.reduce((sum, { objects = 1 }) => sum + objects, 0);
  const items = own.slice(0, MOST).map((line) => item(line, id));
  const more =
    rest > 0
      ? `<li class="more"><button type="button" data-only="${kind}">and ${rest} more, in the list below</button></li>`
      : '';
  const body = lines.length === 0 ? `<p class="none">${none}.</p>` : `<ul>${items.join('')}${more}</ul>`;
  return `<section class="answer ${tone}"><h2>${title}${total > 0 ? ` <span class="count">${total}</span>` : ''}</h2>${body}</section>`;
}

function item({ text, group, grave }: GlanceLine, id: string): string {
  const said = escapeHtml(text);
  const mark = grave ? ' class="grave"' : '';
  return group === undefined ? `<li${mark}>${said}</li>` : `<li${mark}><a href="#${id}g${group}">${said}</a></li>`;
}
