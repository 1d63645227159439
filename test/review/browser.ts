import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { pageAssets } from '../../src/cli/page/review-page.js';
import { pageHtml } from '../../src/review/html/page.js';
import type { Review } from '../../src/review/review.js';
import { install } from '../debian.js';

/** A page in a real browser, and all that it tried beside showing itself. */
export interface Opened {
  readonly page: Page;
  /** Messages of its console and errors of its script. */
  readonly complaints: readonly string[];
  /** Addresses that it asked for, but for its own file. */
  readonly requests: readonly string[];
}

/** Debian's Chromium, opening reviews from files. */
export class ReviewBrowser {
  readonly #folder = mkdtempSync(join(tmpdir(), 'eco-review-'));
  #browser?: Browser;

  async start(): Promise<void> {
    install('chromium');
    this.#browser = await chromium.launch({
      executablePath: '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-gpu', '--force-color-profile=srgb'],
    });
  }

  async open(
    review: Review,
    options: { readonly width?: number; readonly height?: number; readonly dark?: boolean } = {},
  ): Promise<Opened> {
    if (!this.#browser) throw new Error('not started');
    const file = join(this.#folder, 'review.html');
    writeFileSync(file, pageHtml(review, pageAssets()));
    const context = await this.#browser.newContext({
      viewport: { width: options.width ?? 1280, height: options.height ?? 900 },
      colorScheme: options.dark ? 'dark' : 'light',
    });
    const page = await context.newPage();
    const complaints: string[] = [];
    const requests: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('dialog', (dialog) => {
      complaints.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on('request', (request) => {
      if (request.url() !== pathToFileURL(file).href) requests.push(request.url());
    });
    await page.goto(pathToFileURL(file).href);
    return { page, complaints, requests };
  }

  async stop(): Promise<void> {
    await this.#browser?.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
