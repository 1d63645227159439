import { App, Chart, Lazy } from 'cdk8s';
import { KubeDeployment, KubeService } from 'cdk8s-plus-28/lib/imports/k8s';
import { emit, intOrString, quantity, sourcesOf } from '../../src/construct/emit.js';
import { from, preset } from '../../src/construct/traced.js';

const chart = () => new Chart(new App(), 'test', { namespace: 'api' });

it('writes nothing that nobody chose', () => {
  const object = emit(chart(), 'service', KubeService, { metadata: { name: 'a' }, spec: { ports: [{ port: 80 }] } });
  expect(object.toJson()).toEqual({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'a', namespace: 'api' },
    spec: { ports: [{ port: 80 }] },
  });
});

it('knows of each traced field what it came from, by its path in the manifest', () => {
  const props = { port: 8000, cpu: '200m' };
  const object = emit(chart(), 'deployment', KubeDeployment, {
    metadata: { name: 'a' },
    spec: {
      minReadySeconds: preset(10, 'settles'),
      selector: {},
      template: {
        spec: {
          containers: [
            {
              name: 'a',
              ports: [{ containerPort: from(props, 'port') }],
              resources: { requests: { cpu: quantity(from(props, 'cpu')) } },
            },
          ],
        },
      },
    },
  });
  const container = 'spec.template.spec.containers[0]';
  expect(Object.fromEntries(sourcesOf(object))).toEqual({
    'spec.minReadySeconds': [{ kind: 'default', reason: 'settles' }],
    [`${container}.ports[0].containerPort`]: [{ kind: 'property', object: props, key: 'port' }],
    [`${container}.resources.requests.cpu`]: [{ kind: 'property', object: props, key: 'cpu' }],
  });
  expect(object.toJson().spec.template.spec.containers[0].resources.requests.cpu).toBe('200m');
});

it('keeps a port by name a name and a port by number a number', () => {
  const spec = {
    ports: [
      { port: 80, targetPort: intOrString('http') },
      { port: 81, targetPort: intOrString(8000) },
    ],
  };
  const object = emit(chart(), 'service', KubeService, { metadata: { name: 'a' }, spec });
  expect(object.toJson().spec.ports.map((port: { targetPort: unknown }) => port.targetPort)).toEqual(['http', 8000]);
});

describe('metadata', () => {
  const made = () =>
    emit(chart(), 'service', KubeService, { metadata: { name: 'a', labels: { b: '1', a: '2' }, annotations: {} } });
  const metadataOf = (object: ReturnType<typeof made>) => object.toJson().metadata;

  it('is written as cdk8s writes it, what was added since included', () => {
    const object = made();
    expect(JSON.stringify(metadataOf(object))).toBe(JSON.stringify(object.metadata.toJson()));
    object.metadata.addLabel('0', 'first');
    object.metadata.addAnnotation('why', 'because');
    object.metadata.addFinalizers('example.com/hold');
    object.metadata.add('generateName', 'a-');
    expect(metadataOf(object)).toMatchObject({
      labels: { 0: 'first', a: '2', b: '1' },
      annotations: { why: 'because' },
      finalizers: ['example.com/hold'],
      generateName: 'a-',
    });
    expect(JSON.stringify(metadataOf(object))).toBe(JSON.stringify(object.metadata.toJson()));
  });

  it('is resolved where something lazy was added', () => {
    const object = made();
    object.metadata.add('generateName', Lazy.any({ produce: () => 'late' }));
    expect(metadataOf(object).generateName).toBe('late');
  });
});
