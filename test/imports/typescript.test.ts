import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Chart, Testing } from 'cdk8s';
import * as k8s from 'cdk8s-plus-28/lib/imports/k8s';
import { Rollout, RolloutSpecStrategyCanaryStepsPauseDuration } from '../../imports/argoproj.io.js';
import { validateSchema } from '../../imports/validate.js';
import { writeTypeScript } from '../../tools/imports/typescript/generate.js';
import { markTypes } from '../../tools/imports/typescript/mark.js';
import { replaceMarks } from '../../tools/imports/typescript/replace.js';

const root = join(__dirname, '../..');

describe('a Rollout', () => {
  const template: k8s.PodTemplateSpec = {
    metadata: { labels: { app: 'a' } },
    spec: {
      containers: [
        {
          name: 'a',
          image: 'a:1',
          resources: { limits: { memory: k8s.Quantity.fromString('256Mi') } },
          readinessProbe: { httpGet: { path: '/health', port: k8s.IntOrString.fromString('http') } },
        },
      ],
    },
  };

  it('takes the pod template of a Deployment, and writes it as plain values', () => {
    const chart = new Chart(Testing.app(), 'chart');
    new Rollout(chart, 'rollout', {
      metadata: { name: 'a' },
      spec: {
        selector: { matchLabels: { app: 'a' } },
        strategy: {
          canary: { steps: [{ pause: { duration: RolloutSpecStrategyCanaryStepsPauseDuration.fromString('5m') } }] },
        },
        template,
      },
    });
    const [rollout] = Testing.synth(chart);
    const [container] = rollout.spec.template.spec.containers;
    expect(container.resources).toEqual({ limits: { memory: '256Mi' } });
    expect(container.readinessProbe.httpGet.port).toBe('http');
    expect(rollout.spec.strategy.canary.steps).toEqual([{ pause: { duration: '5m' } }]);
    expect(validateSchema(rollout, '1.28')).toEqual({ known: true, errors: [] });
  });
});

describe('writeTypeScript', () => {
  it('writes a group as it is committed', () => {
    const folder = mkdtempSync(join(tmpdir(), 'imports-'));
    try {
      mkdirSync(join(folder, 'crds'));
      cpSync(join(root, 'imports/crds/bitnami.com.yaml'), join(folder, 'crds/bitnami.com.yaml'));
      writeTypeScript(join(folder, 'crds'), folder);
      const written = readFileSync(join(folder, 'bitnami.com.ts'), 'utf8');
      expect(written).toBe(readFileSync(join(root, 'imports/bitnami.com.ts'), 'utf8'));
    } finally {
      rmSync(folder, { recursive: true });
    }
  }, 30_000);
});

describe('what authors see', () => {
  const files = readdirSync(join(root, 'imports')).filter((file) => /\.(io|com|sh|app)\.ts$/.test(file));
  const kinds = new Set(
    files.flatMap((file) =>
      [...readFileSync(join(root, 'imports', file), 'utf8').matchAll(/^ {4}kind: '(\w+)',$/gm)].map(([, kind]) => kind),
    ),
  );

  it.each(files)('in %s no property is of type any', (file) => {
    const open = readFileSync(join(root, 'imports', file), 'utf8').match(/^ +readonly \w+\??: .*\bany\b.*$/gm);
    expect(open).toBeNull();
  });

  it.each([
    ['Argo CD', 'Application AppProject ApplicationSet'],
    ['Argo Rollouts', 'Rollout AnalysisTemplate ClusterAnalysisTemplate'],
    ['Istio', 'VirtualService DestinationRule Gateway PeerAuthentication AuthorizationPolicy Telemetry'],
    ['the Prometheus operator', 'ServiceMonitor PodMonitor PrometheusRule AlertmanagerConfig'],
    ['External Secrets', 'ExternalSecret SecretStore ClusterSecretStore'],
    ['Sealed Secrets', 'SealedSecret'],
    ['KEDA', 'ScaledObject TriggerAuthentication'],
    ['cert-manager', 'Certificate Issuer ClusterIssuer'],
    ['the Gateway API', 'HTTPRoute GRPCRoute'],
    ['Flagger', 'Canary MetricTemplate'],
  ])('there are classes for %s: %s', (_, names) => {
    expect(names.split(' ').filter((name) => !kinds.has(name))).toEqual([]);
  });
});

describe('a type that a CRD names', () => {
  const type = { type: 'object', 'x-kubernetes-type': 'io.k8s.api.core.v1.EnvVar' };

  it('is marked where TypeScript will show it', () => {
    expect(markTypes({ one: { ...type, description: 'One.' }, list: { type: 'array', items: type } })).toMatchObject({
      one: { description: '[[io.k8s.api.core.v1.EnvVar]] One.' },
      list: { description: '[[io.k8s.api.core.v1.EnvVar]]' },
    });
  });

  it('becomes the type of cdk8s-plus, with its own toJson', () => {
    const written = replaceMarks(
      [
        "import { Construct } from 'constructs';",
        'export interface A {',
        '  /**',
        '   * [[io.k8s.api.core.v1.EnvVar]] One.',
        '   *',
        '   * @schema A#one',
        '   */',
        '  readonly one?: any;',
        '  /**',
        '   * [[io.k8s.api.core.v1.EnvVar]]',
        '   *',
        '   * @schema A#list',
        '   */',
        '  readonly list?: any[];',
        '}',
        'export function toJson_A(obj: A | undefined): Record<string, any> | undefined {',
        "    'one': obj.one,",
        "    'list': obj.list?.map(y => y),",
        '}',
        '',
      ].join('\n'),
    );
    expect(written).toContain("import * as k8s from 'cdk8s-plus-28/lib/imports/k8s';");
    expect(written).toContain('   * One.\n   */\n  readonly one?: k8s.EnvVar;');
    expect(written).toContain('readonly list?: k8s.EnvVar[];');
    expect(written).toContain("'one': k8s.toJson_EnvVar(obj.one),");
    expect(written).toContain("'list': obj.list?.map(y => k8s.toJson_EnvVar(y)),");
  });
});
