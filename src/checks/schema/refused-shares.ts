import { type Field, fieldOf } from '../../manifest/field.js';
import type { Manifest } from '../../manifest/manifest.js';
import { isTemplated } from '../../manifest/references.js';
import { type Report, report } from '../rule.js';
import { oneOf } from './one-of.js';

/** Fields that hold a number of pods or a share of them, and whether that may be over 100 %. */
const SHARES: Readonly<Record<string, readonly (readonly [path: string, most: number])[]>> = {
  Deployment: [
    ['spec.strategy.rollingUpdate.maxSurge', Number.POSITIVE_INFINITY],
    ['spec.strategy.rollingUpdate.maxUnavailable', 100],
  ],
  DaemonSet: [
    ['spec.updateStrategy.rollingUpdate.maxSurge', 100],
    ['spec.updateStrategy.rollingUpdate.maxUnavailable', 100],
  ],
  StatefulSet: [['spec.updateStrategy.rollingUpdate.maxUnavailable', 100]],
  PodDisruptionBudget: [
    ['spec.minAvailable', 100],
    ['spec.maxUnavailable', 100],
  ],
};

/**
 * What the API server refuses of a number of pods or a share of them.
 * Source: Kubernetes, pkg/apis/apps/validation/validation.go, ValidatePositiveIntOrPercent, IsNotMoreThan100Percent and
 * ValidateRollingUpdateDaemonSet; pkg/apis/policy/validation/validation.go, ValidatePodDisruptionBudgetSpec.
 */
export function* refusedShares(manifest: Manifest): Iterable<Report> {
  const { kind } = manifest.ref;
  if (!Object.hasOwn(SHARES, kind)) return;
  for (const [path, most] of SHARES[kind] ?? []) yield* share(fieldOf(manifest, path), most);
  if (kind === 'DaemonSet') yield* surge(fieldOf(manifest, 'spec.updateStrategy.rollingUpdate'));
  if (kind !== 'PodDisruptionBudget') return;
  const [least, gone] = [fieldOf(manifest, 'spec.minAvailable'), fieldOf(manifest, 'spec.maxUnavailable')];
  if (least.exists && gone.exists)
    yield* oneOf(gone, 'the budget', ['minAvailable', 'maxUnavailable'], {
      several: 'Keep maxUnavailable: it stays right when the number of replicas changes.',
    });
}

function* share(field: Field, most: number): Iterable<Report> {
  const { number, text } = field;
  const name = field.path.at(-1);
  if (number !== undefined && number < 0)
    yield report(field, `"${name}" is ${number}, allowed is at least 0`, { fix: 'Write 0 or more, or a percentage.' });
  if (text === undefined || isTemplated(text)) return;
  const percent = /^(\d+)%$/.exec(text)?.[1];
  if (percent === undefined)
    yield report(field, `"${name}" is the text "${text}", allowed is a number or a percentage as in 25%`, {
      fix: /^\d+$/.test(text) ? `Write ${text} without quotes, or ${text}%.` : 'Write a number, or a percentage.',
    });
  else if (Number(percent) > most)
    yield report(field, `"${name}" is ${text}, allowed is at most ${most}%`, { fix: `Write ${most}% or less.` });
}

/** Each node has one pod: it either goes first or comes first. */
function* surge(update: Field): Iterable<Report> {
  const [more, less] = [update.at('maxSurge'), update.at('maxUnavailable')];
  if ([more, less].some(({ text }) => text !== undefined && isTemplated(text))) return;
  const isNone = ({ scalar }: Field) => /^0+%?$/.test(scalar ?? '');
  if (!more.exists || isNone(more)) {
    if (less.exists && isNone(less))
      yield report(less, '"maxUnavailable" is 0, and so is "maxSurge"', {
        fix: 'Write 1 or more for one of the two.',
      });
  } else if (!less.exists || !isNone(less))
    yield report(
      more,
      `"maxSurge" is ${more.scalar}, and "maxUnavailable" ${less.scalar ?? '1, which is the default'}`,
      {
        fix: 'Write maxUnavailable: 0 beside it.',
      },
    );
}
