import { validateSchema } from '../../imports/validate.js';
import { storePriority } from '../../src/platform/priority-class.js';
import { labels, manifests } from './synth-platform.js';

let name: string | undefined;
const [object] = manifests((scope) => {
  name = storePriority(scope, labels);
});

it('stands above pods without a priority, below those of the system, and is nobody’s default', () => {
  expect(object.value).toBeGreaterThan(0);
  expect(object.value).toBeLessThanOrEqual(1_000_000_000);
  expect(object.globalDefault).toBeUndefined();
});

it('is given to others by the name that it has', () => {
  expect(object.metadata.name).toBe(name);
  expect(validateSchema(object, '1.28')).toEqual({ known: true, errors: [] });
});
