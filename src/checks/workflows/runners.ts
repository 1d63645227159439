import type { Field } from '../../manifest/field.js';
import type { Source } from '../../manifest/files/sources.js';
import { didYouMean } from '../../values/did-you-mean.js';
import { type Report, report } from '../rule.js';
import { runnerLabels } from './jobs.js';

/** Source: docs.github.com/actions/reference/runners/github-hosted-runners, as of early 2026. */
const HOSTED = (
  'ubuntu-latest ubuntu-slim ubuntu-24.04 ubuntu-24.04-arm ubuntu-22.04 ubuntu-22.04-arm windows-latest windows-2025 ' +
  'windows-2022 windows-11-arm macos-latest macos-latest-large macos-15 macos-15-intel macos-15-large macos-14 ' +
  'macos-14-large macos-26'
).split(' ');
/** Until when GitHub had them. Source: github.blog/changelog, "deprecation" of each image. */
const GONE: Readonly<Record<string, string>> = {
  'ubuntu-16.04': '2021-09',
  'ubuntu-18.04': '2023-04',
  'ubuntu-20.04': '2025-04',
  'windows-2016': '2022-03',
  'windows-2019': '2025-06',
  'macos-10.15': '2022-12',
  'macos-11': '2024-06',
  'macos-12': '2024-12',
};

/** Labels of runners that GitHub has no longer, and slips of those that it has. Any other may be one's own. */
export function* unknownRunners(job: Field<Source>): Iterable<Report> {
  for (const label of runnerLabels(job) ?? []) {
    const { text = '' } = label;
    const until = Object.hasOwn(GONE, text) ? GONE[text] : undefined;
    const system = /^(?:ubuntu|windows|macos)-[a-z]+$/.test(text) && !HOSTED.includes(text);
    const near = system ? didYouMean(text, HOSTED) : undefined;
    if (until === undefined && near === undefined) continue;
    yield report(label, until ? `runners "${text}" are gone since ${until}` : `there is hardly a runner "${text}"`, {
      why: 'No runner takes the job: it waits for a day, and is cancelled.',
      fix: near ? `Did you mean ${near}?` : `Write ${text.replace(/-.*/, '-latest')}.`,
    });
  }
}

const hosted = /^(?:ubuntu|windows|macos)-(?:latest|slim|\d+(?:\.\d+)?)(?:-(?:arm|intel|large|xlarge))?$/;

/** Whether a job runs on fresh machines of GitHub's, which hold nothing of an earlier run. */
export function isHosted(job: Field<Source>): boolean {
  const labels = runnerLabels(job) ?? [];
  return labels.length > 0 && labels.every(({ text = '' }) => hosted.test(text));
}
