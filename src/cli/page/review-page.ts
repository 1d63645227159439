import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { PageAssets } from '../../review/html/page.js';

/** The script and the style of the page, as the build left them beside the command. */
export function pageAssets(): PageAssets {
  const folder = libFolder();
  return {
    script: readFileSync(join(folder, 'review-page.js'), 'utf8'),
    style: readFileSync(join(folder, 'review-style.css'), 'utf8'),
  };
}

/** `lib/` of this package: where the command is, or below the project that it runs from uncompiled. */
function libFolder(): string {
  let folder = __dirname;
  while (!existsSync(join(folder, 'review-page.js'))) {
    if (existsSync(join(folder, 'lib/review-page.js'))) return join(folder, 'lib');
    if (dirname(folder) === folder) throw new Error('review-page.js is not built: npm run build');
    folder = dirname(folder);
  }
  return folder;
}
