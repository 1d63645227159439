import type { Construct } from 'constructs';
import { placeMade } from '../../construct/place.js';
import type { Place } from '../../diagnostic/diagnostic.js';
import { formatPlace } from '../../diagnostic/render.js';
import { visible } from '../../diagnostic/visible.js';
import { formatPath, type Json } from '../../manifest/manifest.js';
import type { Arguments, ExitCode, Terminal } from '../command.js';
import { soundFleet } from '../load/sound-fleet.js';
import { type Project, relativePlace } from '../project.js';

/** An override as it is listed. */
interface Listed {
  readonly environment: string;
  readonly object: { readonly kind: string; readonly name: string };
  readonly field: string;
  readonly value: Json;
  readonly reason: string;
  /** The call of `override()`. */
  readonly from?: Place;
}

/** Lists what the services of a fleet set past the constructs, with the reasons. */
export async function listOverrides(project: Project, args: Arguments, terminal: Terminal): Promise<ExitCode> {
  const fleet = await soundFleet(project, terminal);
  if (!fleet) return 1;
  const { compose } = await import('../../service/environment/compose.js');
  const { overridesOn } = await import('../../service/override/apply-override.js');
  const all = Object.keys(fleet.environments).flatMap((environment) => {
    const { app, definitions } = compose(fleet, environment, new Map());
    return app.node.findAll().flatMap((node) =>
      overridesOn(node as Construct).map(({ override, name }): Listed => {
        const { kind, path, value, reason } = override;
        const site = placeMade(override) ?? definitions.get(node.node.id)?.site();
        const from = site && { from: relativePlace(project.root, site) };
        return { environment, object: { kind, name }, field: formatPath(path), value, reason, ...from };
      }),
    );
  });
  terminal.out(args.flag('json') ? `${JSON.stringify({ overrides: all }, undefined, 2)}\n` : text(all));
  return 0;
}

function text(all: readonly Listed[]): string {
  if (all.length === 0) return 'no service sets anything past the constructs\n';
  return all
    .map(({ environment, object, field, value, reason, from }) => {
      const where = from ? `${formatPlace(from)}: ` : '';
      const what = `${object.kind} ${object.name} ${field} = ${JSON.stringify(value)}`;
      return `${where}${environment}: ${visible(what)}\n  why  ${visible(reason)}\n`;
    })
    .join('');
}
