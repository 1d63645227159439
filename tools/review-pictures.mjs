// Pictures of a review for the docs: node tools/review-pictures.mjs review.html docs/pictures
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const [page = 'review.html', folder = 'docs/pictures'] = process.argv.slice(2);

const SHOTS = [
  { name: 'review', width: 1180, height: 900 },
  { name: 'review-object', width: 1180, height: 760, open: '.group.warning .head' },
  { name: 'review-dark', width: 1180, height: 620, dark: true },
  { name: 'review-narrow', width: 390, height: 780 },
];

const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
for (const { name, width, height, dark, open } of SHOTS) {
  const tab = await browser.newPage({ viewport: { width, height }, colorScheme: dark ? 'dark' : 'light' });
  await tab.goto(pathToFileURL(resolve(page)).href);
  if (open) {
    await tab.locator(open).first().click();
    const details = tab.locator('.group.open .object summary').first();
    if ((await details.count()) > 0) await details.click();
    await tab
      .locator('.group.open')
      .first()
      .evaluate((article) => article.scrollIntoView());
  }
  await tab.screenshot({ path: resolve(folder, `${name}.png`) });
}
await browser.close();
