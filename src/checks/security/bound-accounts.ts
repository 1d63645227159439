import { fieldOf } from '../../manifest/field.js';
import { type ManifestSet, perSet } from '../../manifest/manifest-set.js';

/** ServiceAccounts to which some binding gives permissions, as `namespace/name`. */
export const boundAccounts = perSet((set: ManifestSet): ReadonlySet<string> => {
  const bindings = [...set.kind('RoleBinding'), ...set.kind('ClusterRoleBinding')];
  return new Set(
    bindings.flatMap((binding) =>
      fieldOf(binding)
        .items('subjects')
        .filter((subject) => subject.at('kind').text === 'ServiceAccount')
        .map(
          (subject) =>
            `${subject.at('namespace').text ?? binding.ref.namespace ?? ''}/${subject.at('name').text ?? ''}`,
        ),
    ),
  );
});
