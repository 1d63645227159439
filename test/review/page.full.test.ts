import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { add, set } from '../diff/scripted.js';
import { type Opened, ReviewBrowser } from './browser.js';
import { hostile, mixed, reviewOf } from './sample.js';

const browser = new ReviewBrowser();
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

beforeAll(() => browser.start(), 300_000);
afterAll(() => browser.stop());

/** Titles of the changes that the reader sees. */
const titles = (page: Page) => page.locator('.group .title').allTextContents();

function isQuiet({ complaints, requests }: Opened): void {
  expect(complaints).toEqual([]);
  expect(requests).toEqual([]);
}

/** What axe-core finds wrong; it is evaluated through the debugger, so that the page's policy stays in force. */
async function violations(page: Page): Promise<readonly string[]> {
  return page.evaluate(`(async () => {
    ${axe};
    const { violations } = await axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'best-practice'] });
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => id + ' ' + html.slice(0, 120) + ' ' + failureSummary));
  })()`);
}

it('opens from a file, says the answers, asks for nothing', async () => {
  const opened = await browser.open(reviewOf(mixed));
  const { page } = opened;
  expect(await page.locator('h1').textContent()).toContain('2 services restart');
  expect(await page.locator('.answer').allTextContents()).toEqual([
    expect.stringContaining('spec.selector.matchLabels.tier'),
    expect.stringContaining('ConfigMap shop/frozen'),
    expect.stringContaining('mailer: 2 pods'),
  ]);
  expect((await titles(page)).length).toBeGreaterThan(3);
  isQuiet(opened);
});

it('searches and filters, and says how many are found', async () => {
  const opened = await browser.open(reviewOf(mixed));
  const { page } = opened;
  const total = (await titles(page)).length;
  await page.fill('#search', 'mailer');
  expect(await titles(page)).toEqual(['2 objects in shop: StatefulSet mailer and Rollout pay']);
  expect(await page.textContent('#found')).toBe(`1 of ${total} changes`);
  await page.fill('#search', '');
  await page.click('.filter[data-kind="created"]');
  expect(await titles(page)).toEqual(['ConfigMap shop/fresh (new)']);
  await page.click('.filter[data-kind="created"]');
  expect((await titles(page)).length).toBe(total);
  isQuiet(opened);
});

it('leads from an answer, a bar and a box to the change', async () => {
  const opened = await browser.open(reviewOf(mixed));
  const { page } = opened;
  await page.click('.answer:nth-child(2) a');
  expect(await page.locator('.group.open .title').textContent()).toContain('frozen');
  await page.click('.timeline a.bar');
  expect(await page.locator('.group.current .title').textContent()).toContain('Rollout pay');
  await page.click('.box[data-search="cart"]');
  expect(await page.inputValue('#search')).toBe('cart');
  expect(await titles(page)).not.toHaveLength(0);
  isQuiet(opened);
});

it('shows both sides, the line of TypeScript, and what was folded', async () => {
  const opened = await browser.open(reviewOf([set('Deployment cart', 'spec.replicas', 5)]));
  const { page } = opened;
  await page.click('.group .head');
  expect(await page.locator('.yaml tr.changed td.before:not(.number)').textContent()).toBe('  replicas: 3');
  expect(await page.locator('.yaml tr.changed td.after:not(.number)').textContent()).toBe('  replicas: 5');
  expect(await page.locator('.yaml mark').allTextContents()).toEqual(['3', '5']);
  // Side by side, each half of the page.
  const box = await page.locator('.yaml tr.changed td.after:not(.number)').boundingBox();
  expect(box?.x).toBeGreaterThan(600);
  expect(box?.width).toBeGreaterThan(400);
  expect(await page.locator('p.place').textContent()).toBe('set by src/fleet/cart.ts:7 scale: fixed(5),');
  const rows = await page.locator('.yaml tr').count();
  await page.locator('.fold button').first().click();
  expect(await page.locator('.yaml tr').count()).toBeGreaterThan(rows);
  isQuiet(opened);
});

it('needs no mouse', async () => {
  const opened = await browser.open(reviewOf(mixed));
  const { page } = opened;
  await page.keyboard.press('/');
  await page.keyboard.type('shop');
  expect(await page.inputValue('#search')).toBe('shop');
  await page.keyboard.press('Escape');
  expect(await page.inputValue('#search')).toBe('');
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  expect(await page.locator('.group.current').getAttribute('id')).toBe('e0g1');
  await page.keyboard.press('Enter');
  expect(await page.locator('#e0g1.open').count()).toBe(1);
  await page.keyboard.press('o');
  await page.keyboard.press('k');
  expect(await page.locator('#e0g1.open').count()).toBe(0);
  expect(await page.locator('.group.current').getAttribute('id')).toBe('e0g0');
  await page.keyboard.press('1');
  expect(await page.locator('.filter[aria-pressed="true"]').count()).toBe(1);
  await page.keyboard.press('?');
  expect(await page.locator('dialog[open]').count()).toBe(1);
  await page.keyboard.press('Escape');
  await page.keyboard.press('t');
  expect(await page.getAttribute('html', 'data-theme')).toBe('dark');
  isQuiet(opened);
});

it('runs nothing that a manifest brings', async () => {
  const opened = await browser.open(reviewOf(hostile, '</title><script>window.hacked=1</script>'));
  const { page } = opened;
  for (const head of await page.locator('.group .head').all()) await head.click();
  for (const summary of await page.locator('.object summary').all()) await summary.click();
  await page.fill('#search', '<img');
  expect(await page.evaluate('window.hacked')).toBeUndefined();
  expect(await page.locator('main img, main svg[onload], main script').count()).toBe(0);
  expect(await page.locator('.group').count()).toBeGreaterThan(0);
  isQuiet(opened);
});

it.each([
  ['light', { dark: false }],
  ['dark', { dark: true }],
  ['narrow', { width: 360, height: 740 }],
])(
  'is accessible and fits: %s',
  async (_, options) => {
    const opened = await browser.open(reviewOf(mixed), options);
    const { page } = opened;
    await page.locator('.group .head').first().click();
    expect(await violations(page)).toEqual([]);
    const [wide, shown] = await page.evaluate<[number, number]>('[document.documentElement.scrollWidth, innerWidth]');
    expect(wide).toBeLessThanOrEqual(shown);
    isQuiet(opened);
  },
  30_000,
);

it('prints every change, in black on white', async () => {
  const steps = Array.from({ length: 100 }, (_, i) =>
    add(`{apiVersion: v1, kind: ConfigMap, metadata: {name: map-${i}, namespace: ns-${i}}, data: {a${i}: "1"}}`),
  );
  const opened = await browser.open(reviewOf([...mixed, ...steps]), { dark: true });
  const { page } = opened;
  expect((await titles(page)).length).toBeLessThan(100);
  await page.emulateMedia({ media: 'print' });
  await page.evaluate('dispatchEvent(new Event("beforeprint"))');
  expect((await titles(page)).length).toBeGreaterThan(100);
  expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(255, 255, 255)');
  expect((await page.pdf()).length).toBeGreaterThan(10_000);
  isQuiet(opened);
}, 60_000);

it('is quick with five thousand objects', async () => {
  const steps = Array.from({ length: 5000 }, (_, i) =>
    add(
      `{apiVersion: v1, kind: ConfigMap, metadata: {name: map-${i}, namespace: ns-${i}}, data: {a${i}: "${i}", b: x, c: y}}`,
    ),
  );
  const opened = await browser.open(reviewOf(steps));
  const { page } = opened;
  const painted = await page.evaluate<number>(
    'performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 1e9',
  );
  // Loose: what it takes on a quiet machine is measured by the benchmark.
  expect(painted).toBeLessThan(5000);
  const took = await page.evaluate<number>(`(() => {
    const field = document.getElementById('search');
    const type = (text) => { field.value = text; const t = performance.now(); field.dispatchEvent(new Event('input')); return performance.now() - t; };
    type('map');
    return type('map-4321');
  })()`);
  expect(took).toBeLessThan(500);
  expect(await titles(page)).toEqual(['ConfigMap ns-4321/map-4321 (new)']);
  isQuiet(opened);
}, 60_000);
