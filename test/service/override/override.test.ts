import fc from 'fast-check';
import { get } from '../../../src/manifest/access.js';
import { SYNC_WAVE } from '../../../src/manifest/argocd/hooks.js';
import { override } from '../../../src/service/override/override.js';
import { service, worker } from '../synth-service.js';

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

  it.each([
    [
      'a map of quantities',
      override(
        'Rollout',
        (it) => it.spec.template.spec.containers.at(0).resources.limits,
        { cpu: '500m', pods: 2 },
        why,
      ),
      { cpu: '500m', pods: 2 },
    ],
    [
      'quantities below an object',
      override(
        'Deployment',
        (it) => it.spec.template.spec.containers.at(0).resources,
        { requests: { cpu: '100m' }, limits: { memory: '256Mi' } },
        why,
      ),
      { requests: { cpu: '100m' }, limits: { memory: '256Mi' } },
    ],
    [
      'one quantity of an object',
      override('Deployment', (it) => it.spec.template.spec.volumes.at(0).emptyDir, { sizeLimit: '128Mi' }, why),
      { sizeLimit: '128Mi' },
    ],
    [
      'a port by number beside text',
      override(
        'Deployment',
        (it) => it.spec.template.spec.containers.at(0).readinessProbe.httpGet,
        { path: '/r', port: 8000 },
        why,
      ),
      { path: '/r', port: 8000 },
    ],
    [
      'a list of objects, by the names of a manifest',
      override(
        'Deployment',
        (it) => it.spec.template.spec.volumes,
        [
          { name: 'a', emptyDir: { sizeLimit: '1Gi' } },
          { name: 'b', emptyDir: {} },
          { name: 'c', persistentVolumeClaim: { claimName: 'c', readOnly: false } },
          { name: 'd', scaleIo: { gateway: 'g', secretRef: { name: 's' }, system: 's' } },
        ],
        why,
      ),
      [
        { name: 'a', emptyDir: { sizeLimit: '1Gi' } },
        { name: 'b', emptyDir: {} },
        { name: 'c', persistentVolumeClaim: { claimName: 'c', readOnly: false } },
        { name: 'd', scaleIO: { gateway: 'g', secretRef: { name: 's' }, system: 's' } },
      ],
    ],
    [
      'a field that is called value',
      override(
        'Deployment',
        (it) => it.spec.template.spec.containers.at(0).env,
        [
          { name: 'A', value: '1' },
          { name: 'B', valueFrom: { resourceFieldRef: { resource: 'r', divisor: '1Mi' } } },
        ],
        why,
      ),
      [
        { name: 'A', value: '1' },
        { name: 'B', valueFrom: { resourceFieldRef: { resource: 'r', divisor: '1Mi' } } },
      ],
    ],
    [
      'a field that the schema does not have, for the checks to name',
      override('Service', (it) => it.spec.ports.at(0), { port: 80, prot: 'TCP' } as never, why),
      { port: 80, prot: 'TCP' },
    ],
    [
      'an empty one that the schema does not have, too',
      override('Deployment', (it) => it.spec.template.spec.volumes.at(0), { name: 'a', emptyDr: {} } as never, why),
      { name: 'a', emptyDr: {} },
    ],
    [
      'text where an object belongs, too',
      override('Deployment', (it) => it.spec.template.spec.securityContext, 'no' as never, why),
      'no',
    ],
    [
      'text where a list belongs, too',
      override('Deployment', (it) => it.spec.template.spec.containers.at(0).args, 'no' as never, why),
      'no',
    ],
  ])('keeps the whole value: %s', (_, one, value) => {
    expect(one.value).toEqual(value);
  });

  it('sets with an object what it sets with its scalars', () => {
    const quantity = fc.oneof(fc.integer({ min: 1 }), fc.constantFrom('100m', '1500m', '64Mi', '2Gi'));
    const resource = fc.constantFrom('cpu', 'memory', 'ephemeral-storage', 'value');
    const quantities = fc.dictionary(resource, quantity, { minKeys: 1 });
    const port = fc.oneof(fc.integer({ min: 1, max: 65_535 }), fc.constantFrom('http', 'admin'));
    fc.assert(
      fc.property(fc.nat(3), quantities, quantities, port, (index, limits, requests, port) => {
        const set = { resources: { limits, requests }, livenessProbe: { httpGet: { port, path: '/l' } } };
        const whole = override(
          'Deployment',
          (it) => it.spec.template.spec.containers.at(index),
          { name: 'c', ...set },
          why,
        );
        const scalars = [
          override('Deployment', (it) => it.spec.template.spec.containers.at(index).name, 'c', why),
          override(
            'Deployment',
            (it) => it.spec.template.spec.containers.at(index).livenessProbe.httpGet.port,
            port,
            why,
          ),
          override(
            'Deployment',
            (it) => it.spec.template.spec.containers.at(index).livenessProbe.httpGet.path,
            '/l',
            why,
          ),
          ...(['limits', 'requests'] as const).flatMap((of) =>
            Object.entries(set.resources[of]).map(([name, amount]) =>
              override(
                'Deployment',
                (it) => it.spec.template.spec.containers.at(index).resources[of][name],
                amount,
                why,
              ),
            ),
          ),
        ];
        expect(whole.value).toEqual({ name: 'c', ...set });
        for (const { path, value } of scalars) {
          expect(path.slice(0, whole.path.length)).toEqual(whole.path);
          expect(get(whole.value, path.slice(whole.path.length))).toBe(value);
        }
      }),
    );
  });

  it('writes a whole value into the manifest', () => {
    const limits = { cpu: '500m', memory: '512Mi' };
    const one = override('Deployment', (it) => it.spec.template.spec.containers.at(0).resources.limits, limits, why);
    const made = service({ overrides: [one] }).get('Deployment');
    expect(get(made, one.path)).toEqual(limits);
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
    ['is of no use', [override('Deployment', (it) => it.metadata.name, 'cart', why)]],
    ['stands there twice', [field(why), field(why)]],
    ['sets a sync wave', [override('Deployment', (it) => it.metadata.annotations[SYNC_WAVE], '3', why)]],
    ['sets a sync wave', [override('Deployment', (it) => it.metadata.annotations, { [SYNC_WAVE]: '3' }, why)]],
  ])('that %s is rejected', (message, overrides) => {
    const { rejected } = service({ overrides });
    expect(rejected).toEqual([
      expect.objectContaining({ rule: 'override', message: expect.stringContaining(message) }),
    ]);
  });

  it('names the objects that there are', () => {
    const { rejected } = service({ overrides: [field(why, 'other')] });
    expect(rejected[0]?.fix).toMatch(/Deployment "cart"/);
    expect(rejected[0]?.fix).not.toContain('env.pick');
  });

  it('whose kind only another environment may have is told to be given per environment', () => {
    const one = override('Rollout', (it) => it.spec.revisionHistoryLimit, 3, why);
    expect(service({ overrides: [one] }).rejected[0]?.fix).toContain('env.pick({');
  });
});
