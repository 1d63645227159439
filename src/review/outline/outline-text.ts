import { type Paint, plainPaint } from '../../diagnostic/paint.js';
import { visible, wrap } from '../../diagnostic/visible.js';
import { describeRef } from '../../manifest/manifest.js';
import type { Outline, OutlineObject } from './outline.js';

/** An outline for a terminal, `width` columns wide. Ends in a line break. */
export function outlineText(outline: Outline, origin: string, width: number, paint: Paint = plainPaint): string {
  const { name, environment, summary, waves, network } = outline;
  const lines = [
    `${paint.strong(`${visible(name)} in ${visible(environment)}`)}${origin ? paint.faint(`  ${origin}`) : ''}`,
    ...wrap(summary, width),
  ];
  for (const { wave, objects } of waves) {
    lines.push('', paint.strong(`wave ${wave}`));
    for (const one of objects) lines.push(...objectText(one, width, paint));
  }
  if (network.length > 0) lines.push('', paint.strong('network'), ...network.flatMap((one) => hanging(one, width)));
  return `${lines.join('\n')}\n`;
}

function objectText({ manifest, facts, needs }: OutlineObject, width: number, paint: Paint): string[] {
  return [
    `  ${visible(describeRef(manifest.ref))}`,
    ...facts.flatMap((fact) => hanging(fact, width, '    ')),
    ...(needs.length > 0 ? hanging(`needs ${needs.join(', ')}`, width, '    ').map(paint.faint) : []),
  ];
}

function hanging(text: string, width: number, indent = '  '): string[] {
  return wrap(visible(text), Math.max(30, width - indent.length - 2)).map(
    (line, i) => `${indent}${i > 0 ? '  ' : ''}${line}`,
  );
}
