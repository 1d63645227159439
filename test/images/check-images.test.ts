import { checkImages } from '../../src/images/check-images.js';
import { readImages } from '../../src/images/images-file.js';

const file = 'src/fleet/images/prod.yaml';

function check(lines: string, services: readonly string[]) {
  return checkImages(readImages(`version: 1\nimages:\n${lines}`, file).images, services, { file, environment: 'prod' });
}

describe('checkImages', () => {
  it('is silent when each service has its line', () => {
    expect(check('  b: x\n  a: x\n', ['a', 'b'])).toEqual([]);
  });

  it('reports services without a line together, with the one command that gives them all an image', () => {
    expect(check('  auth-api: x\n', ['waste-api', 'auth-api', 'chat-api'])).toMatchObject([
      {
        rule: 'images-file',
        severity: 'error',
        message: 'services "chat-api" and "waste-api" have no image in "prod"',
        at: { file, line: 1, column: 1 },
        fix: 'eco image set chat-api=TAG waste-api=TAG --env prod, or a line "chat-api: TAG" under "images:", and so on.',
      },
    ]);
  });

  it('warns of a line that no service reads', () => {
    expect(check('  auth-api: x\n  redis: x\n', ['auth-api'])).toMatchObject([
      {
        severity: 'error',
        message: '"redis" is no service that the fleet lists',
        at: { file, line: 4, column: 10 },
        fix: "Add the service to the list in the fleet's index, or delete the line.",
      },
    ]);
  });

  it('reports a misspelt name once', () => {
    expect(check('  waste-apl: x\n', ['waste-api', 'auth-api'])).toMatchObject([
      {
        severity: 'error',
        message: '"waste-apl" is no service, and "waste-api" has no image',
        fix: 'Rename "waste-apl" to "waste-api".',
      },
      {
        message: 'service "auth-api" has no image in "prod"',
        fix: 'eco image set auth-api=TAG --env prod, or a line "auth-api: TAG" under "images:".',
      },
    ]);
  });

  it('does not ask to rename a line to a name that has one', () => {
    expect(check('  waste-api: x\n  waste-apl: x\n', ['waste-api'])).toMatchObject([
      { message: '"waste-apl" is no service that the fleet lists' },
    ]);
  });

  it('tells a service that runs elsewhere from one that no list has', () => {
    const { images } = readImages('version: 1\nimages:\n  auth-api: x\n', file);
    expect(checkImages(images, [], { file, environment: 'prod' }, { elsewhere: new Set(['auth-api']) })).toMatchObject([
      { message: '"auth-api" does not run in this environment', fix: 'Delete the line, or let the service run here.' },
    ]);
  });
});
