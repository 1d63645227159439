import { knownApis, kubernetesVersions, type SchemaError, validateSchema } from '../../imports/validate.js';
import { type Example, example, examples } from './examples.js';

function errorsOf(object: Example, kubernetes = '1.28'): SchemaError[] {
  const result = validateSchema(object, kubernetes);
  if (!result.known) throw new Error(`${object.apiVersion} ${object.kind} is not known`);
  return result.errors;
}

function only(object: Example, kubernetes?: string): SchemaError {
  const [error, ...others] = errorsOf(object, kubernetes);
  expect(others).toEqual([]);
  if (!error) throw new Error('nothing is wrong with it');
  return error;
}

const container = ['spec', 'template', 'spec', 'containers', 0];

describe('a correct object', () => {
  it.each(examples.map((one) => [`${one.apiVersion} ${one.kind}`, one] as const))('%s has no error', (_, one) => {
    for (const version of ['1.28', '1.31', '1.34']) expect(errorsOf(one, version)).toEqual([]);
  });
});

describe('an unknown field', () => {
  it.each(examples.map((one) => [one.kind, one] as const))('of %s is an error at that field', (_, one) => {
    const { path, keyword } = only({ ...one, sepc: {} });
    expect({ path, keyword }).toEqual({ path: ['sepc'], keyword: 'additionalProperties' });
  });

  it('names the fields that could stand there', () => {
    const error = only(example('Deployment', [...container, 'imagePulPolicy'], 'Always'));
    expect(error.path).toEqual([...container, 'imagePulPolicy']);
    expect(error.allowed).toContain('imagePullPolicy');
    expect(error.value).toBe('Always');
  });

  it('is found in the pod template of a Rollout, by the schema of pods', () => {
    expect(only(example('Rollout', [...container, 'imag'], 'x')).allowed).toContain('image');
  });

  it.each([
    ['Application', ['spec', 'destination', 'namespce']],
    ['VirtualService', ['spec', 'http', 1, 'route', 0, 'destination', 'subst']],
    ['Canary', ['spec', 'analysis', 'metrics', 0, 'tresholdRange']],
    ['Certificate', ['spec', 'issuerRef', 'nmae']],
  ] as const)('is found deep in a %s', (kind, path) => {
    expect(only(example(kind, path, 'x')).path).toEqual(path);
  });

  it('is let through where the schema is open', () => {
    const crd = example('CustomResourceDefinition');
    expect(errorsOf(crd)).toEqual([]);
  });
});

describe('a value of another type', () => {
  it.each([
    ['Deployment', ['spec', 'replicas'], '3', 'integer', 'string'],
    ['Deployment', ['spec', 'template', 'spec', 'containers'], {}, 'array', 'object'],
    ['Deployment', ['metadata', 'labels', 'version'], 1.1, 'string', 'number'],
    ['ConfigMap', ['data', 'enabled'], true, 'string', 'boolean'],
    ['VirtualService', ['spec', 'http', 0, 'match', 0, 'headers', 'canary', 'exact'], true, 'string', 'boolean'],
    ['Application', ['spec', 'syncPolicy', 'automated', 'prune'], 'yes', 'boolean', 'string'],
  ] as const)('of %s %p is one error', (kind, path, value, type, got) => {
    expect(only(example(kind, path, value))).toEqual({ path, keyword: 'type', params: { type, got }, value });
  });

  it('is one error where a number or a string may stand', () => {
    const path = [...container, 'readinessProbe', 'httpGet', 'port'];
    const params = { type: ['integer', 'string'], got: 'boolean' };
    expect(only(example('Deployment', path, true))).toEqual({ path, keyword: 'type', params, value: true });
    const duration = ['spec', 'strategy', 'canary', 'steps', 1, 'pause', 'duration'];
    expect(only(example('Rollout', duration, [])).params.type).toEqual(['integer', 'string']);
  });
});

describe('a value that is not allowed', () => {
  it('is reported with those that are', () => {
    const { keyword, allowed } = only(example('Service', ['spec', 'type'], 'NodePorts'));
    expect({ keyword, allowed }).toEqual({
      keyword: 'enum',
      allowed: ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'],
    });
  });

  it('may be empty where the server sets it', () => {
    expect(errorsOf(example('Service', ['spec', 'type'], ''))).toEqual([]);
  });

  it.each(['1Gb', '1 Gi', '1KB', 'half', '', '1mi'])('as a quantity is %p', (value) => {
    const { keyword, params } = only(example('Deployment', [...container, 'resources', 'limits', 'memory'], value));
    expect({ keyword, params }).toEqual({ keyword: 'format', params: { format: 'quantity' } });
  });

  it.each(['512Mi', '1e3', '1.5G', '.5', '100m', '2', 2, 0.5])('is not the quantity %p', (value) => {
    expect(errorsOf(example('Deployment', [...container, 'resources', 'limits', 'memory'], value))).toEqual([]);
  });

  it('as base64 is anything else', () => {
    expect(only(example('Secret', ['data', 'tls.key'], 'not base64')).params).toEqual({ format: 'byte' });
  });

  it('as a 32-bit number is a larger one', () => {
    expect(only(example('Deployment', ['spec', 'replicas'], 2 ** 31)).params).toEqual({ format: 'int32' });
  });
});

describe('a missing field', () => {
  it.each([
    ['Deployment', ['spec'], 'selector'],
    ['Deployment', container, 'name'],
    ['Ingress', ['spec', 'rules', 0, 'http', 'paths', 0], 'pathType'],
    ['HorizontalPodAutoscaler', ['spec'], 'maxReplicas'],
    ['Application', [], 'spec'],
    ['Application', ['spec'], 'project'],
    ['AnalysisTemplate', ['spec', 'metrics', 0], 'provider'],
    ['SealedSecret', ['spec'], 'encryptedData'],
    ['Canary', ['spec'], 'targetRef'],
  ] as const)('of %s %p is one error: %s', (kind, path, missingProperty) => {
    const error = only(example(kind, [...path, missingProperty]));
    expect(error).toEqual({ path, keyword: 'required', params: { missingProperty } });
  });

  it('is one that is null', () => {
    expect(only({ ...example('Deployment'), spec: { template: { spec: null }, selector: null } }).params).toEqual({
      missingProperty: 'selector',
    });
  });

  it('is not one that the server sets', () => {
    expect(errorsOf(example('StatefulSet', ['spec', 'serviceName']))).toEqual([]);
    expect(errorsOf(example('NetworkPolicy', ['spec', 'podSelector']))).toEqual([]);
  });
});

describe('fields that exclude each other', () => {
  it('are named, and the second is pointed at', () => {
    const match = ['spec', 'http', 0, 'match', 0, 'headers', 'canary'];
    const error = only(example('VirtualService', match, { exact: 'true', prefix: 'x' }));
    expect(error.path).toEqual([...match, 'prefix']);
    expect(error.keyword).toBe('oneOf');
    expect(error.params).toMatchObject({ set: ['exact', 'prefix'], min: 0, max: 1 });
  });

  it('are named where one of them is needed', () => {
    const error = only(example('Canary', ['spec', 'analysis', 'stepWeight']));
    expect(error.path).toEqual(['spec', 'analysis']);
    expect(error.params).toEqual({ fields: ['iterations', 'stepWeight', 'stepWeights'], set: [], min: 1, max: 1 });
  });
});

describe('versions', () => {
  it('are those from 1.28 to 1.34', () => {
    expect(kubernetesVersions()).toEqual(['1.28', '1.29', '1.30', '1.31', '1.32', '1.33', '1.34']);
    expect(() => validateSchema(example('Service'), '1.27')).toThrow('there are no schemas of Kubernetes "1.27"');
  });

  it.each([
    [[...container, 'lifecycle', 'preStop'], { sleep: { seconds: 5 } }, '1.29'],
    [['spec', 'template', 'spec', 'securityContext'], { appArmorProfile: { type: 'RuntimeDefault' } }, '1.30'],
    [['spec', 'template', 'spec', 'resources'], { limits: { cpu: 1 } }, '1.32'],
  ] as const)('know %p %p from %3$s on', (path, value, since) => {
    const object = example('Deployment', path, value);
    const accepting = kubernetesVersions().filter((version) => errorsOf(object, version).length === 0);
    expect(accepting[0]).toBe(since);
    expect(accepting.at(-1)).toBe('1.34');
  });

  it('do not know a kind before or after they serve it', () => {
    const flowSchema = { apiVersion: 'flowcontrol.apiserver.k8s.io/v1beta2', kind: 'FlowSchema' };
    expect(validateSchema(flowSchema, '1.28').known).toBe(true);
    expect(validateSchema(flowSchema, '1.29')).toEqual({ known: false });
    expect(validateSchema({ apiVersion: 'extensions/v1beta1', kind: 'Ingress' }, '1.28')).toEqual({ known: false });
  });
});

describe('knownApis', () => {
  const find = (group: string, kind: string, kubernetes = '1.28') =>
    knownApis(kubernetes).filter((api) => api.group === group && api.kind === kind);

  it('tells scope and plural', () => {
    expect(find('networking.k8s.io', 'NetworkPolicy')).toEqual([
      { group: 'networking.k8s.io', version: 'v1', kind: 'NetworkPolicy', plural: 'networkpolicies', namespaced: true },
    ]);
    expect(find('', 'Namespace')[0]?.namespaced).toBe(false);
    expect(find('argoproj.io', 'ClusterAnalysisTemplate')[0]).toMatchObject({ namespaced: false });
    expect(find('external-secrets.io', 'ClusterSecretStore')[0]).toMatchObject({ namespaced: false, version: 'v1' });
  });

  it('has every version that is served', () => {
    expect(find('networking.istio.io', 'VirtualService').map((api) => api.version)).toEqual([
      'v1',
      'v1beta1',
      'v1alpha3',
    ]);
    expect(find('admissionregistration.k8s.io', 'ValidatingAdmissionPolicy', '1.34').map((api) => api.version)).toEqual(
      ['v1'],
    );
  });
});
