import { Field } from '../../manifest/field.js';
import { hostUses } from '../../manifest/hosts/host-uses.js';
import { textsIn } from '../../manifest/hosts/texts.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';
import { isOneSlip } from '../../values/did-you-mean.js';
import { type Report, report } from '../rule.js';

const DOMAIN = 'svc.cluster.local';
const TAIL = /[a-z0-9-]\.([a-z]+\.[a-z]+\.[a-z]+)(?![\w.-])/g;
// The last word forgotten: the search list of a pod adds none behind it.
const SHORT = /[a-z0-9-]\.(svc\.cluster)(?![\w.-])/;

/** Names that end a letter otherwise than those of the cluster do, where others end as these. */
export function* domainSlips(set: ManifestSet): Iterable<Report> {
  let isUsed: boolean | undefined;
  for (const manifest of set.manifests)
    for (const written of textsIn(manifest.object, mayEnd)) {
      const slip =
        [...written.text.matchAll(TAIL)].find(([, tail = '']) => isOneSlip(tail, DOMAIN))?.[1] ??
        SHORT.exec(written.text)?.[1];
      isUsed ??= slip === undefined ? undefined : hostUses(set).some(({ host }) => host.host.endsWith(`.${DOMAIN}`));
      if (slip === undefined || isUsed !== true) continue;
      yield report(
        new Field(manifest, written.path, written.text),
        `a host ends in ".${slip}": did you mean ".${DOMAIN}"?`,
        {
          fix: `Write .${DOMAIN}.`,
        },
      );
    }
}

function mayEnd(text: string): boolean {
  return (
    (text.includes('.svc.') && !text.includes(`.${DOMAIN}`)) ||
    (text.includes('.cluster.local') && !text.includes('.svc.'))
  );
}
