import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { median, table } from './table.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const cache = join(root, 'node_modules/.cache/bench');
const DYFF = 'github.com/homeport/dyff/cmd/dyff@v1.12.0';
const CHROMIUM = '/usr/bin/chromium';

/** Rows: what was done with so many changed objects, seconds, and times what a text diff takes. */
async function reviewTable(objects, others) {
  const folder = mkdtempSync(join(tmpdir(), 'eco-bench-'));
  try {
    const sides = ['before', 'after'].map((side, mark) => write(join(folder, side), mark, objects));
    const [before, after] = sides;
    const eco = (...args) => [process.execPath, join(root, 'bin/eco.js'), ...args];
    const page = join(folder, 'review.html');
    const text = timed(['diff', '-ru', before, after], 5);
    const rows = [
      ['`diff -ru`: lines', text],
      ['`eco diff`: effects', timed(eco('diff', '--from', before, '--to', after), 3)],
      [
        '`eco review --html`: page and comment',
        timed(eco('review', '--from', before, '--to', after, '--html', page), 3),
      ],
    ];
    const dyff = others && dyffCommand();
    if (dyff) rows.push(['`dyff between`: fields', timed([dyff, 'between', `${before}.yaml`, `${after}.yaml`], 1)]);
    const shown = rows.map(([what, seconds]) => [what, seconds.toFixed(2), (seconds / text).toFixed(1)]);
    return { rows: shown, bytes: statSync(page).size, browser: await inBrowser(page) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A folder with one file an object, and one file with all: dyff reads no folders. */
function write(folder, mark, objects) {
  mkdirSync(folder);
  const texts = Array.from({ length: objects }, (_, i) => deployment(i, mark, objects));
  for (const [i, text] of texts.entries()) writeFileSync(join(folder, `${i}.yaml`), text);
  writeFileSync(`${folder}.yaml`, texts.join('---\n'));
  return folder;
}

function deployment(i, mark, objects) {
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: service-${i}
  namespace: shop-${i % 50}
spec:
  replicas: ${2 + (i % 3)}
  selector:
    matchLabels:
      app: service-${i}
  template:
    metadata:
      labels:
        app: service-${i}
    spec:
      containers:
        - name: web
          image: registry.test/service-${i}:1.${mark}.0
          env:
            - name: LIMIT
              value: "${i * 10 + mark}"
            - name: PEER
              value: service-${(i + 1) % objects}.shop-${(i + 1) % 50}.svc.cluster.local
          ports:
            - containerPort: 8000
          resources:
            requests:
              cpu: 100m
              memory: 128Mi
`;
}

/** Median seconds. Differences end in code 1: only what could not run is an error. */
function timed([command, ...args], times) {
  return median(
    Array.from({ length: times }, () => {
      const start = performance.now();
      const { status, stderr } = spawnSync(command, args, { stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8' });
      if (status === null || status > 1) throw new Error(`${command} failed: ${stderr}`);
      return (performance.now() - start) / 1000;
    }),
  );
}

/** dyff, built once where Go is to be had. */
function dyffCommand() {
  const command = join(cache, 'dyff');
  if (existsSync(command)) return command;
  mkdirSync(cache, { recursive: true });
  const { status } = spawnSync('go', ['install', DYFF], { env: { ...process.env, GOBIN: cache }, stdio: 'ignore' });
  return status === 0 ? command : undefined;
}

/** Milliseconds to the first view, to be usable, and for a search; undefined where there is no browser. */
async function inBrowser(page) {
  if (!existsSync(CHROMIUM)) return undefined;
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-gpu'] });
  try {
    const tab = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    const loads = [];
    for (let i = 0; i < 3; i += 1) {
      await tab.goto(pathToFileURL(page).href);
      // A small page is loaded before it is painted.
      await tab.waitForFunction(`performance.getEntriesByName('first-contentful-paint').length > 0`);
      loads.push(await tab.evaluate(FIRST_VIEW));
    }
    const first = await tab.evaluate(search('service-1'));
    const next = [];
    for (const word of ['service-12', 'service-123', 'limit', 'shop-7 restarts', 'nowhere']) {
      next.push(await tab.evaluate(search(word)));
    }
    return {
      first: median(loads.map((load) => load.paint)),
      usable: median(loads.map((load) => load.usable)),
      groups: loads[0].groups,
      firstSearch: first,
      search: Math.max(...next),
    };
  } finally {
    await browser.close();
  }
}

const FIRST_VIEW = `({
  paint: performance.getEntriesByName('first-contentful-paint')[0].startTime,
  usable: performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd,
  groups: document.getElementById('found').textContent,
})`;

/** From the key to the new list on the screen. */
const search = (word) => `new Promise((done) => {
  const field = document.getElementById('search');
  field.value = ${JSON.stringify(word)};
  const start = performance.now();
  field.dispatchEvent(new Event('input'));
  requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)));
})`;

/** The report as lines. `others`: whether tools that have to be had first are measured too. */
export async function reviewReport({ objects = 5000, others = true } = {}) {
  const { rows, bytes, browser } = await reviewTable(objects, others);
  const lines = [table([`${objects.toLocaleString('en')} changed objects`, 'seconds', 'times `diff -ru`'], rows)];
  lines.push(`\nThe page: ${(bytes / 1e6).toFixed(1)} MB.`);
  if (browser) {
    const { first, usable, groups, firstSearch, search: later } = browser;
    lines.push(
      `In Chromium (${groups}): first view after ${Math.round(first)} ms, usable after ${Math.round(usable)} ms; the first search takes ${Math.round(firstSearch)} ms, later ones at most ${Math.round(later)} ms.`,
    );
  }
  return lines.join('\n');
}
