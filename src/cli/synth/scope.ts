import type { Arguments } from '../command.js';

/** Whether a path below `dist/` belongs to what a run writes. */
export type Scope = (path: string) => boolean;

/** What `--env` and `--service` name; undefined for the whole of `dist/`. */
export function scopeOf(
  args: Arguments,
  environments: readonly string[],
  services: readonly string[],
): Scope | undefined {
  const oneService = args.values('service').length > 0;
  if (args.values('env').length === 0 && !oneService) return undefined;
  return (path) => {
    const [environment = '', service = ''] = path.split('/');
    return environments.includes(environment) && (!oneService || services.includes(service));
  };
}
