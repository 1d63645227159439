/** A row of the tables in docs/peers-checks.md. */
export interface PeerCheck {
  readonly tool: string;
  readonly check: string;
  readonly covered: readonly string[];
  readonly notes: string;
}

export function peerChecks(page: string): PeerCheck[] {
  return page.split(/^## /m).flatMap((part) => {
    const [tool = '', ...lines] = part.split('\n');
    return lines.flatMap((line) => {
      const [, check = '', rule = '', notes = ''] = /^\| (.*?) \| (.*?) ?\| ?(.*?) ?\|$/.exec(line) ?? [];
      if (check === '' || check === 'check' || check === '---') return [];
      return [{ tool, check, covered: [...rule.matchAll(/`([^`]+)`/g)].flatMap(([, id]) => id ?? []), notes }];
    });
  });
}
