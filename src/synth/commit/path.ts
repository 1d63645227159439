import type { Finding } from '../../diagnostic/diagnostic.js';
import { ancestorsOf, type Dist, foldCase, inOrder } from './dist.js';
import { collisionFinding, pathFinding } from './findings.js';

/** What forbids a path as output, or undefined. Also guards an intent read from disk: it may come from anybody's commit. */
export function pathProblem(path: string): string | undefined {
  if (path === '') return 'is empty';
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  if (/[\\\u0000-\u001f\u007f]/.test(path)) return 'holds a backslash or a control character';
  const steps = path.split('/');
  if (steps.includes('..') || steps[0] === '') return 'leads out of the output folder';
  if (steps.includes('.') || steps.includes('')) return 'is not in its shortest form';
  if (path.startsWith('.')) return 'starts with a dot: dot-files at the top of the output are not ours';
  if (steps.some((step) => Buffer.byteLength(step) > 255)) return 'has a name of more than 255 bytes';
  return undefined;
}

/**
 * Finds outputs that cannot all be written: a forbidden path, a path that this run does not own, one name twice where a
 * file system ignores case (a clone on macOS would lose one of the two), and a file that is also a folder.
 */
export function checkPaths(dist: Dist, paths: Iterable<string>, owns?: (path: string) => boolean): Finding[] {
  const findings: Finding[] = [];
  const files = new Map<string, string>();
  const folders = new Map<string, { folder: string; file: string }>();
  for (const path of inOrder(paths)) {
    const problem =
      pathProblem(path) ?? (owns === undefined || owns(path) ? undefined : 'is outside of what this run owns');
    if (problem !== undefined) {
      findings.push(pathFinding(dist, path, problem));
      continue;
    }
    const twin = files.get(foldCase(path));
    if (twin !== undefined)
      findings.push(collisionFinding(dist, path, twin, 'differs only in upper and lower case from'));
    files.set(foldCase(path), path);
    for (const folder of ancestorsOf(path)) {
      const same = folders.get(foldCase(folder));
      if (same === undefined) folders.set(foldCase(folder), { folder, file: path });
      else if (same.folder !== folder) {
        findings.push(
          collisionFinding(dist, path, same.file, 'stands in a folder that differs only in case from that of'),
        );
        break;
      }
    }
  }
  for (const [folded, path] of files) {
    const inside = folders.get(folded);
    if (inside !== undefined) findings.push(collisionFinding(dist, path, inside.file, 'is a folder to'));
  }
  return findings;
}
