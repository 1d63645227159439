import type { Field } from '../../manifest/field.js';
import type { Source } from '../../manifest/files/sources.js';
import { type Report, report } from '../rule.js';
import { actionOf, jobsOf, scriptOf } from './jobs.js';
import type { SeenFiles } from './seen-files.js';

/** Folders and Dockerfiles that images are built from. */
export function* contexts(workflow: Field<Source>, tree: SeenFiles): Iterable<Report> {
  for (const step of jobsOf(workflow).flatMap(({ steps }) => steps)) {
    if (actionOf(step) !== 'docker/build-push-action') continue;
    for (const field of [step.at('with.context'), step.at('with.file')]) {
      const path = field.text;
      if (path === undefined || /\$\{\{|:\/\//.test(path) || !tree.lacks(path)) continue;
      yield report(field, `"${path}" does not exist`, {
        why: 'docker build fails: the image is not built, and the one that runs stays as it was.',
      });
    }
  }
}

/** Where steps run, and the scripts of the repository that they start, with a slip in their paths. */
export function* slips(workflow: Field<Source>, tree: SeenFiles): Iterable<Report> {
  for (const step of jobsOf(workflow).flatMap(({ steps }) => steps)) {
    const folder = step.at('working-directory');
    const written = folder.text?.replace(/^\.\/|\/$/g, '') ?? '';
    const near = tree.near(written, 'folder');
    if (near !== undefined)
      yield report(folder, `there is no folder "${written}"`, {
        why: 'The step fails at its start.',
        fix: `Did you mean "${near}"?`,
      });
    const script = scriptOf(step);
    // Elsewhere the same path is another file.
    if (folder.exists || /\bcd\b/.test(script)) continue;
    for (const [, path = '', end = ''] of script.matchAll(SCRIPT)) {
      const meant = tree.near(path, 'file');
      if (meant?.endsWith(end))
        yield report(step.at('run'), `there is no script "${path}"`, {
          why: 'The step fails: "No such file or directory".',
          fix: `Did you mean "${meant}"?`,
        });
    }
  }
}

const SCRIPT = /(?:^|[\s"'(;=])(?:\.\/)?([\w.-]+(?:\/[\w.-]+)+(\.(?:cjs|js|mjs|pl|py|rb|sh|ts)))(?=[\s"');]|$)/g;
