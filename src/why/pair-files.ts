/**
 * The file of `after` that stands for each of `before`: the one of the same path; of what is left, the first of the
 * same kind and folder depth, since a renamed object has a renamed file. Both in the order of the tree of constructs.
 */
export function pairFiles(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): ReadonlyMap<string, string | undefined> {
  const left = [...after.keys()].filter((path) => !before.has(path));
  return new Map(
    [...before.keys()].map((path) => {
      const same = after.get(path);
      if (same !== undefined) return [path, same];
      const found = left.findIndex((other) => kindOf(other) === kindOf(path));
      const [other] = found < 0 ? [] : left.splice(found, 1);
      return [path, other === undefined ? undefined : after.get(other)];
    }),
  );
}

/** `deployment` of `prod/waste-api/deployment.waste-api.yaml`. */
function kindOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).split('.', 1)[0] ?? '';
}
