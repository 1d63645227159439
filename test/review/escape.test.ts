import { escapeHtml, scriptJson } from '../../src/review/escape.js';

it('leaves nothing that HTML reads as markup', () => {
  expect(escapeHtml(`<a href="x" b='y'>&amp;`)).toBe('&lt;a href=&quot;x&quot; b=&#39;y&#39;&gt;&amp;amp;');
});

it('cannot be ended from inside, and is the same data', () => {
  const data = { a: '</script><!--<script>', b: '\u2028' };
  expect(scriptJson(data)).not.toMatch(/<|\u2028/);
  expect(JSON.parse(scriptJson(data))).toEqual(data);
});
