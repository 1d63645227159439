import { pages } from './blocks.js';
import { runPage } from './run-page.js';

it.each(pages)('%s does what it says', (page) => {
  expect(runPage(page)).toEqual([]);
});
