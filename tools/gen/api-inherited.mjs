// What an interface has from those that it extends: who looks for a property finds all of them in one place.

const ALIAS = 2097152;

/**
 * The members that a declaration inherits from interfaces of ours, by the one that declares them, nearest first; those that
 * it declares itself again are left out. Classes of other packages are not followed, nor types that are computed, but for
 * `Partial`.
 * @param context `checker` and `project` of the compiler, and whether a file is of the library
 * @returns `{ from, members }[]`: `from` as it is written, the texts of `members` with their docstrings
 */
export function inherited(node, context, known = new Set(namesOf(node))) {
  return (node.heritageClauses ?? [])
    .flatMap(({ types }) => types)
    .flatMap((type) => {
      const base = baseOf(type, context);
      if (!base) return [];
      const members = base.members.filter((member) => !known.has(member.name?.getText()));
      for (const name of namesOf(base)) known.add(name);
      const own = { from: type.getText(), members: members.map((member) => member.getFullText().replace(/^\n/, '')) };
      return [...(members.length > 0 ? [own] : []), ...inherited(base, context, known)];
    });
}

/** The names that stand in what a declaration extends: of `Pick<Platform, 'cluster'>` both. */
export function extendedNames(node) {
  const text = (node.heritageClauses ?? []).map((clause) => clause.getText()).join(' ');
  return text.match(/\b[A-Z]\w*\b/g) ?? [];
}

function baseOf(type, { checker, project, isOurs }) {
  const partial = type.expression.getText() === 'Partial' ? type.typeArguments?.[0] : undefined;
  const name = partial ? partial.typeName : type.expression;
  const symbol = name && checker.getSymbolAtLocation(name);
  const real = symbol && (symbol.flags & ALIAS ? checker.getAliasedSymbol(symbol) : symbol);
  const declarations = (real?.declarations ?? []).map((handle) => handle.resolve(project));
  return declarations.find((one) => one.members && isOurs(one.getSourceFile().fileName));
}

function namesOf({ members = [] }) {
  return members.flatMap((member) => member.name?.getText() ?? []);
}
