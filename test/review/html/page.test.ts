import { createHash } from 'node:crypto';
import { pageHtml } from '../../../src/review/html/page.js';
import { hostile, mixed, reviewOf } from '../sample.js';

const assets = { script: 'void 0;', style: 'body{}' };

it('says the answers without any script', () => {
  const html = pageHtml(reviewOf(mixed), assets);
  const [before = ''] = html.split('<script');
  expect(before).toContain('2 services restart');
  expect(before).toMatch(/Breaks.*cannot change/s);
  expect(before).toMatch(/Deleted.*ConfigMap shop\/frozen/s);
  expect(before).toContain('class="timeline"');
  expect(before).toContain('class="map"');
});

it('allows its own script and style, and nothing else', () => {
  const html = pageHtml(reviewOf(mixed), assets);
  const hash = createHash('sha256').update(assets.script).digest('base64');
  expect(html).toContain(`default-src 'none'; script-src 'sha256-${hash}'`);
  expect(html).not.toMatch(/https?:\/\/[^"]*"[^>]*>|<link|\ssrc=|\sstyle=/);
});

it('brings no markup from a manifest', () => {
  const html = pageHtml(reviewOf(hostile), assets);
  expect(html.match(/<script/g)).toHaveLength(2);
  expect(html).not.toMatch(/<img|<svg onload/);
});
