import type { Field } from '../../manifest/field.js';
import { isTemplated } from '../../manifest/references.js';
import { type Report, report } from '../rule.js';

const REPOSITORIES = 'github|gitlab|bitbucket';
/** Addresses that nothing but Git answers at. */
const GIT = new RegExp(
  `^(?:git@|ssh://|git://)|\\.git/?$|^https?://(?:www\\.)?(?:${REPOSITORIES})\\.(?:com|org)/[^/]+/[^/]+/?$`,
);
/** Addresses at which charts lie as files: pages of a web server, which speak no Git. */
const PAGES = /^https?:\/\/[\w-]+\.github\.io(?:\/|$)|^https?:\/\/charts\.[\w.-]+(?:\/|$)/;
const SCHEME = /^([a-z][a-z0-9+.-]*):\/\//i;
const SCHEMES = new Set(['https', 'http', 'ssh', 'git', 'oci', 'file']);
// Source: Argo CD, user-guide/tracking_strategies#helm: a version, or a range of versions.
const VERSION = /^[\s^~><=!vV*xX\d]|\|\|/;

/**
 * Reports a source whose address, revision and chart or path do not belong together: a chart of a Git repository, a
 * folder of a chart repository, a branch for a chart.
 */
export function* sourceAddress(source: Field): Iterable<Report> {
  const [url, revision, chart, path] = ['repoURL', 'targetRevision', 'chart', 'path'].map((key) => source.at(key));
  const address = url?.text;
  if (!url || !revision || address === undefined || isTemplated(address)) return;
  const scheme = SCHEME.exec(address)?.[1]?.toLowerCase();
  if (scheme !== undefined && !SCHEMES.has(scheme))
    yield report(url, `"${scheme}" is no scheme of a repository, as in "${address}"`, {
      fix: `Write https://${address.replace(SCHEME, '')}.`,
    });
  else if (chart?.text !== undefined && GIT.test(address))
    yield report(url, `a chart is taken from "${address}", which is a Git repository`, {
      why: 'Argo CD looks for index.yaml there and finds none: ComparisonError.',
      fix: 'Name the chart repository, or write path in the place of chart.',
    });
  else if (path?.text !== undefined && chart?.text === undefined && PAGES.test(address))
    yield report(url, `a path is read from "${address}", which is a chart repository`, {
      why: 'Argo CD clones it by Git and is refused: ComparisonError.',
      fix: 'Write chart in the place of path, or name the Git repository.',
    });
  const version = revision.text;
  if (chart?.text === undefined || version === undefined || isTemplated(version) || VERSION.test(version)) return;
  // A registry has tags of any name.
  if (scheme === undefined || address.startsWith('oci://')) return;
  yield report(revision, `"${version}" is no version of a chart, nor a range of versions`, {
    why: 'A chart repository has versions and no branches: ComparisonError.',
    fix: 'Write the version, such as 1.2.3.',
  });
}
