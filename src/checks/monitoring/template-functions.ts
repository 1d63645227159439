/** What a template of Prometheus may call. Source: Prometheus, "Template reference"; Go, text/template. */
export const templateFunctions: ReadonlySet<string> = new Set([
  ...'and call html index slice js len not or print printf println urlquery eq ge gt le lt ne'.split(' '),
  ...'if else end range with define template block break continue nil true false'.split(' '),
  ...'query first label value sortByLabel strvalue args safeHtml stripPort stripDomain toTime'.split(' '),
  ...'humanize humanize1024 humanizeDuration humanizePercentage humanizeTimestamp toDuration'.split(' '),
  ...'title toUpper toLower match reReplaceAll graphLink tableLink parseDuration now externalURL pathPrefix'.split(' '),
]);
