import { override } from '../../src/service/override.js';
import { service, worker } from './synth-service.js';

const why = 'measured, see the note of the team';

describe('override', () => {
  it('sets a field that the constructs have no property for', () => {
    const one = override('Deployment', (it) => it.spec.template.spec.dnsPolicy, 'Default', why);
    const { get } = service({ overrides: [one] });
    const deployment = get('Deployment');
    expect(deployment).toMatchObject({
      spec: { template: { spec: { dnsPolicy: 'Default', enableServiceLinks: false } } },
    });
  });

  it('replaces a value, also in a list, and leaves its neighbours', () => {
    const one = override(
      'Deployment',
      (it) => it.spec.template.spec.containers.at(0).readinessProbe.periodSeconds,
      7,
      why,
    );
    const { get } = service({ overrides: [one] });
    const before = service().get('Deployment');
    const after = get('Deployment');
    expect(JSON.stringify(after)).toBe(JSON.stringify(before).replace('"periodSeconds":5', '"periodSeconds":7'));
  });

  it.each([
    [override('Service', (it) => it.spec.clusterIp, 'None', why), ['spec', 'clusterIP'], 'None'],
    [
      override('Deployment', (it) => it.spec.template.spec.volumes.at(0).emptyDir.sizeLimit, '1Gi', why),
      ['spec', 'template', 'spec', 'volumes', 0, 'emptyDir', 'sizeLimit'],
      '1Gi',
    ],
    [override('Service', (it) => it.spec.ports.at(1).targetPort, 8080, why), ['spec', 'ports', 1, 'targetPort'], 8080],
    [
      override('Ingress', (it) => it.metadata.annotations['a/b~c'], 'x', why),
      ['metadata', 'annotations', 'a/b~c'],
      'x',
    ],
    [override('Rollout', (it) => it.spec.progressDeadlineAbort, true, why), ['spec', 'progressDeadlineAbort'], true],
  ])('knows what the field is called in a manifest, and how its value is written: %j', (one, path, value) => {
    expect(one).toMatchObject({ path, value });
  });

  it('makes the parents that are missing', () => {
    const one = override('Service', (it) => it.metadata.annotations['example.com/a~b'], 'x', why);
    const { get } = service({ overrides: [one] });
    expect(get('Service').metadata.annotations).toEqual({ 'example.com/a~b': 'x' });
  });

  it('reaches the objects of a worker', () => {
    const one = override('Deployment', (it) => it.spec.revisionHistoryLimit, 3, why);
    expect(worker({ overrides: [one] }).get('Deployment')).toMatchObject({
      spec: { revisionHistoryLimit: 3 },
    });
  });
});

describe('an override', () => {
  const field = (reason: string, name?: string) =>
    override('Deployment', (it) => it.spec.revisionHistoryLimit, 3, reason, name === undefined ? {} : { name });

  it.each([
    ['gives no reason', [field(' ')]],
    ['fits no object', [field(why, 'other')]],
    ['is of no use', [field(why), field(why)]],
  ])('that %s is rejected', (message, overrides) => {
    const { rejected } = service({ overrides });
    expect(rejected).toEqual([
      expect.objectContaining({ rule: 'override', message: expect.stringContaining(message) }),
    ]);
  });

  it('names the objects that there are', () => {
    const { rejected } = service({ overrides: [field(why, 'other')] });
    expect(rejected[0]?.fix).toMatch(/Deployment "cart"/);
  });
});
