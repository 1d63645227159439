import type { Field } from '../../manifest/field.js';
import type { Source, Sources } from '../../manifest/files/sources.js';
import { parseImageRef } from '../../values/image-ref.js';
import { actionOf, jobsOf, scriptOf, workflows } from './jobs.js';
import { withVariables } from './variables.js';

/** How the tags look that workflows push to a repository. */
export interface PushedTags {
  /** As written, expressions and all. */
  readonly written: readonly string[];
  readonly patterns: readonly RegExp[];
}

/**
 * Tags that the workflows of a tree push, by repository, as far as the files say. A repository to which something is
 * pushed whose tag only a run knows is left out.
 */
export function pushedTags(sources: Sources): ReadonlyMap<string, PushedTags> {
  const found = new Map<string, { written: string[]; patterns: RegExp[] }>();
  const open = new Set<string>();
  for (const workflow of workflows(sources)) {
    for (const { field, steps } of jobsOf(workflow)) {
      for (const image of steps.flatMap(imagesOf)) {
        const filled = withVariables(image, workflow, field);
        const masked = filled.replaceAll(/\$\{\{.*?\}\}|\$\{?\w+\}?/g, WILD);
        const repository = repositoryOf(masked);
        const tag = masked.slice(masked.lastIndexOf(':') + 1);
        if (repository === undefined) continue;
        // Nothing but what a run knows.
        if (tag.replaceAll(WILD, '').replaceAll(/[-_.]/g, '') === '') open.add(repository);
        const tags = found.get(repository) ?? { written: [], patterns: [] };
        found.set(repository, tags);
        tags.written.push(filled.slice(filled.lastIndexOf(':') + 1));
        tags.patterns.push(new RegExp(`^${tag.split(WILD).map(escaped).join('[\\w.-]+')}$`));
      }
    }
  }
  for (const repository of open) found.delete(repository);
  return found;
}

const WILD = '0wild0';

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** The repository of an image whose name is known whole; Docker Hub may be written out or not. */
function repositoryOf(image: string): string | undefined {
  const colon = image.lastIndexOf(':');
  const name = image.slice(0, colon);
  if (colon < 0 || name.includes(WILD)) return undefined;
  return hubless(name);
}

/** The name of an image as tools compare it. */
export function hubless(image: string): string {
  const ref = parseImageRef(image);
  const registry = ref?.registry === undefined || ref.registry === 'docker.io' ? '' : `${ref.registry}/`;
  return ref ? `${registry}${ref.repository}` : image;
}

/** Images that a step pushes: its tags, or what a script pushes. */
function imagesOf(step: Field<Source>): readonly string[] {
  if (actionOf(step) === 'docker/build-push-action') {
    if (step.at('with.push').value === false) return [];
    return (step.at('with.tags').text ?? '').split(/[\n,]/).flatMap((line) => line.trim() || []);
  }
  return [...scriptOf(step).matchAll(/\bdocker\s+push\s+"?([^\s"]+)"?/g)].map(([, image = '']) => image);
}
