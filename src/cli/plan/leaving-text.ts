import { describeRef } from '../../manifest/manifest.js';
import { hanging } from './hanging.js';
import type { Leaving } from './leaving.js';

/** What leaves an Application, as lines of text: what is lost one by one, the rest in a line. */
export function leavingText(leaving: readonly Leaving[], since: string, width: number): readonly string[] {
  if (leaving.length === 0) return [];
  const alone = leaving.filter((one) => one.byHand !== undefined || (one.fate !== 'kept' && says(one)));
  const rest = leaving.filter((one) => !alone.includes(one));
  const kept = rest.filter(({ fate }) => fate === 'kept');
  const deleted = rest.filter(({ fate }) => fate !== 'kept');
  const sentences = [
    ...alone.map(({ effects, byHand }) => [...effects, ...(byHand ? [`once it is to go: ${byHand}`] : [])].join('; ')),
    ...(deleted.length > 0 ? [`deleted: ${names(deleted)}`] : []),
    ...(kept.length > 0 ? [`stay in the cluster, where nobody keeps them up: ${names(kept)}`] : []),
  ];
  return [
    ...hanging(`leaves Git since ${since}${leaving.some(({ fate }) => fate !== 'kept') ? GOES_FIRST : ''}`, 2, width),
    ...sentences.flatMap((one) => hanging(one, 4, width)),
  ];
}

const GOES_FIRST = '; what Argo CD deletes goes before its wave is applied';

/** Whether more is told than that it goes. */
function says({ manifest, effects }: Leaving): boolean {
  return effects.join() !== `${describeRef(manifest.ref)} is deleted`;
}

function names(leaving: readonly Leaving[]): string {
  return leaving.map(({ manifest }) => describeRef(manifest.ref)).join(', ');
}
