import { identifier } from '../new-service/files.js';

/** The module that lists what the fleet consists of. `extension`: of imports, `.js` in a package of ES modules. */
export function entryFile(service: string, extension: string): string {
  const id = identifier(service);
  return `import { fleet as compose } from './environments${extension}';
import { ${id} } from './services/${service}${extension}';

export const fleet = compose(${id});
`;
}
