/** The service that the mistakes are made in, and a line of it in whose place they stand. */
export const cart = 'src/fleet/cart.ts';
export const route = "route: '/cart'";

/** The first line of each finding. */
export function heads(err: string): string[] {
  return err.split('\n').filter((line) => /(?:error|warning): /.test(line));
}
