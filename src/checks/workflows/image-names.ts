import type { Field } from '../../manifest/field.js';
import type { Source } from '../../manifest/files/sources.js';
import { type Report, report } from '../rule.js';
import { actionOf } from './jobs.js';

const REGISTRY =
  /(?:docker\.io|ghcr\.io|quay\.io|[\w.-]+\.amazonaws\.com|[\w.-]+\.pkg\.dev)\/[^\s:"'`$)]*[A-Z][^\s:"'`$)]*/;

/** Source: github.com/opencontainers/distribution-spec: names of repositories have no capitals. */
export function* upperCase(step: Field<Source>): Iterable<Report> {
  const named = ['docker/build-push-action', 'docker/metadata-action'].includes(actionOf(step) ?? '');
  const images = named ? [step.at('with.tags'), step.at('with.images')] : [];
  for (const field of [...images, step.at('run')]) {
    const { text = '' } = field;
    const wrong =
      field.path.at(-1) === 'run'
        ? REGISTRY.exec(text)?.[0]
        : text
            .split(/[\n,]/)
            .flatMap((line) => /^\s*([\w.-]+\.[a-z]+\/[^\s:$]*[A-Z][^\s:$]*)/.exec(line)?.[1] ?? [])[0];
    if (wrong === undefined) continue;
    yield report(field, `"${wrong}" has capitals, which no name of an image has`, {
      why: 'docker refuses it: "repository name must be lowercase". The image is not pushed.',
      fix: `Write ${wrong.toLowerCase()}.`,
    });
  }
}
