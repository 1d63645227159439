/**
 * The names that Kubernetes puts the value of another variable in for: `REDIS_HOST` of `redis://$(REDIS_HOST):6379`.
 * `$$` is a dollar sign, so that `$$(NAME)` stays as text. Names in lower case are left out: `$(date)` is for a shell.
 * Source: Kubernetes, third_party/forked/golang/expansion/expand.go.
 */
export function expandedNames(text: string): readonly string[] {
  if (!text.includes('$(')) return [];
  return [...text.matchAll(/\$(?:\$|\(([^)]*)\))/g)].flatMap(([, name]) =>
    name !== undefined && /^[A-Z_][A-Z0-9_]*$/.test(name) ? [name] : [],
  );
}
