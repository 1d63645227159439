import type { Finding, Place } from '../diagnostic/diagnostic.js';
import type { ImageLine, ImagesLayout } from './image-line.js';
import { type Pin, parsePin, pinProblem } from './image-pin.js';
import { layOut } from './images-layout.js';
import type { Span } from './layout-problems.js';

/** The image of a service, and where that stands. */
export interface ImagePin extends Pin {
  readonly place: Place;
}

/**
 * Reads an images file: `version: 1`, then `images:` with a line `service: tag` or `service: tag@sha256:digest` for
 * each service. Tags are taken as they stand in the text, quoted or not: `0123456` is no number.
 * `file` is the name that places carry.
 * Errors: findings `images-file`, all of one run, in the order of the file; the images without a problem are there
 * besides.
 */
export function readImages(
  text: string,
  file: string,
): { readonly images: ReadonlyMap<string, ImagePin>; readonly findings: Finding[] } {
  const layout = layOut(text);
  const placeOf = places(text, file, layout);
  const images = new Map<string, ImagePin>();
  const findings: { readonly offset: number; readonly finding: Finding }[] = [];
  const report = (span: Span, message: string, why: string, fix: string) => {
    const finding: Finding = { rule: 'images-file', severity: 'error', message, at: placeOf(span), why, fix };
    findings.push({ offset: span.start, finding });
  };
  for (const { span, message, why, fix } of layout.problems) report(span, message, why, fix);
  for (const line of layout.lines) {
    const pin = line.empty ? undefined : parsePin(line.source);
    if (pin !== undefined) images.set(line.service, { ...pin, place: placeOf(line.value) });
    else reportLine(line, report);
  }
  findings.sort((a, b) => a.offset - b.offset);
  return { images, findings: findings.map(({ finding }) => finding) };
}

function reportLine(line: ImageLine, report: (span: Span, message: string, why: string, fix: string) => void): void {
  const { service, source } = line;
  // No command here: `eco image set` writes nothing while another line is wrong too.
  const fix = `Write its tag there, such as the commit that it was built from: "${service}: 1f3c9a2".`;
  if (line.empty) report(line.key, `"${service}" has no tag`, 'Its pods have no image.', fix);
  else if (source.split('@', 1)[0] === 'latest') {
    const why = 'A pod that restarts runs another build than its neighbours, and a rollback brings nothing back.';
    report(line.value, `image of "${service}": ${pinProblem(source)}`, why, fix);
  } else {
    const why = 'No registry holds such an image: its pods stay in InvalidImageName.';
    report(line.value, `image of "${service}": ${pinProblem(source)}`, why, fix);
  }
}

/** Places of spans; what goes on behind the end of its line is underlined to there. */
function places(text: string, file: string, { position }: ImagesLayout): (span: Span) => Place {
  return ({ start, end }) => {
    const shown = text.slice(start, end).split(/\r?\n/, 1)[0] ?? '';
    return { file, ...position(start), length: Math.max(1, shown.length) };
  };
}

/**
 * The text of an images file without services, for an environment that has none yet: `setImage` adds the lines.
 */
export function newImagesFile(environment: string): string {
  return `\
# Image of each service in ${environment}: written by \`eco image set\` and \`eco promote\`, one line a service.
version: 1
images:
`;
}
