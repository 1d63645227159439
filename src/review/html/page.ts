import { createHash } from 'node:crypto';
import { escapeHtml, scriptJson } from '../escape.js';
import type { Review, ReviewEnvironment } from '../review.js';
import { glanceHtml } from './glance.js';
import { mapHtml } from './map.js';
import { timelineHtml } from './timeline.js';

/** What the page runs and how it looks: built from `src/review/page`. */
export interface PageAssets {
  readonly script: string;
  readonly style: string;
}

/**
 * A review as one HTML page that needs nothing else: no network, no server. Its policy allows exactly the script and
 * the style that came with it, so that nothing in a manifest runs, whatever it is called.
 */
export function pageHtml(review: Review, { script, style }: PageAssets): string {
  const start = startOf(review.environments);
  const { title, places, environments } = review;
  const isChange = review.is === 'change';
  const data = {
    is: review.is,
    places,
    environments: environments.map(({ name, groups }) => ({ name, groups })),
    start,
  };
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src '${hash(script)}'; style-src '${hash(style)}'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(isChange ? `Review: ${title}` : title)}</title>
<style>${style}</style>
</head>
<body>
<a class="skip" href="#list">${isChange ? 'To the changes' : 'To the objects'}</a>
<header><p class="compared">${escapeHtml(title)}</p><span class="tools"><button type="button" id="theme" title="Dark or light (t)">Dark</button><button type="button" id="help" title="Keys (?)">Keys</button></span></header>
<main>
${tabsHtml(environments, start)}
${environments.map((one, i) => environmentHtml(one, i, i === start, isChange)).join('\n')}
<section class="changes" aria-labelledby="changes-title">
<div class="bar"><h2 id="changes-title">${isChange ? 'Changes' : 'Objects'}</h2><label class="search"><span>Search</span><input type="search" id="search" autocomplete="off" spellcheck="false" placeholder="name, kind, field, value …  ( / )"></label><div id="filters" role="group" aria-label="Show only"></div></div>
<p id="found" role="status" aria-live="polite"></p>
<div id="list" tabindex="-1"></div>
<noscript><p>The list of changes needs the script of this page; all above does not.</p></noscript>
</section>
</main>
<dialog id="keys" aria-labelledby="keys-title"><h2 id="keys-title">Keys</h2><dl><dt><kbd>/</kbd></dt><dd>search</dd><dt><kbd>j</kbd> <kbd>k</kbd></dt><dd>next, previous change</dd><dt><kbd>Enter</kbd> or <kbd>o</kbd></dt><dd>open or close it</dd><dt><kbd>1</kbd> … <kbd>9</kbd></dt><dd>show only what has this effect</dd><dt><kbd>e</kbd></dt><dd>next environment</dd><dt><kbd>t</kbd></dt><dd>dark or light</dd><dt><kbd>Esc</kbd></dt><dd>clear search and filters</dd></dl><form method="dialog"><button>Close</button></form></dialog>
<script type="application/json" id="data">${scriptJson(data)}</script>
<script>${script}</script>
</body>
</html>
`;
}

function hash(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

const TONES = ['danger', 'warning', 'info', 'calm', 'quiet'];

/** The environment that a reviewer must see first: the one with the most of what is gravest. */
function startOf(environments: readonly ReviewEnvironment[]): number {
  const weight = ({ groups, problems }: ReviewEnvironment) => [
    problems.filter(({ severity }) => severity === 'error').length,
    ...TONES.map((tone) => groups.filter((group) => group.tone === tone).length),
  ];
  const weights = environments.map(weight);
  const heavier = (a: readonly number[], b: readonly number[]) =>
    a.map((n, i) => n - (b[i] ?? 0)).find((difference) => difference !== 0) ?? 0;
  // Of equals the last: environments stand in the order in which a change reaches them.
  return weights.reduce((best, one, i) => (heavier(one, weights[best] ?? one) >= 0 ? i : best), 0);
}

function tabsHtml(environments: readonly ReviewEnvironment[], start: number): string {
  if (environments.length < 2) return '';
  const tabs = environments.map(({ name, groups }, i) => {
    const objects = groups.reduce((sum, one) => sum + one.objects.length, 0);
    return `<button type="button" data-environment="${i}" aria-pressed="${i === start}">${escapeHtml(name || 'objects')} <span class="count">${objects}</span></button>`;
  });
  return `<nav class="tabs" aria-label="Environments">${tabs.join('')}</nav>`;
}

function environmentHtml(environment: ReviewEnvironment, i: number, first: boolean, isChange: boolean): string {
  const { name, summary, restarts, map } = environment;
  const id = `e${i}`;
  const timeline = timelineHtml(restarts, id);
  const picture = mapHtml(map);
  return `<section class="environment" data-environment="${i}"${first ? '' : ' hidden'}>
<h1>${name ? `<span class="name">${escapeHtml(name)}</span> ` : ''}${escapeHtml(summary)}</h1>
${isChange ? glanceHtml(environment, id) : ''}${problemsHtml(environment)}
${timeline ? `<details class="part" open><summary>Timeline</summary>${timeline}</details>` : ''}
${picture ? `<details class="part" open><summary>Map</summary>${picture}</details>` : ''}
</section>`;
}

function problemsHtml({ problems }: ReviewEnvironment): string {
  if (problems.length === 0) return '';
  const items = problems.map(
    ({ severity, message, why, fix }) =>
      `<li class="${severity}"><b>${escapeHtml(message)}</b>${why ? `<br>${escapeHtml(why)}` : ''}${fix ? `<br><span class="fix">Fix: ${escapeHtml(fix)}</span>` : ''}</li>`,
  );
  return `<ul class="problems" aria-label="Problems">${items.join('')}</ul>`;
}
