import Ajv, { type ValidateFunction } from 'ajv';
import { explain } from '../../imports/schema/explain.js';
import { formats, re2 } from '../../imports/schema/formats.js';
import { findSchemas, SchemaStore } from '../../imports/schema/store.js';
import type { Schema } from '../../imports/schema/types.js';
import { allTypes } from './all-types.js';
import { Generator } from './generator.js';

const store = new SchemaStore(findSchemas(__dirname));
const kubernetes = '1.28';
const types = store.types(kubernetes);
const documents = 200;

/** ajv says yes or no to the same schemas: it is what `explain` is held against. */
const ajv = new Ajv({
  strict: false,
  validateSchema: false,
  inlineRefs: false,
  code: { regExp: Object.assign((pattern: string) => re2(pattern) ?? /(?:)/, { code: '' }) },
});
for (const [name, validate] of Object.entries(formats)) {
  ajv.addFormat(name, { type: 'string', validate });
  if (name.startsWith('int')) ajv.addFormat(name, { type: 'number', validate });
}
ajv.addFormat('double', true);
ajv.addFormat('url', true);
ajv.addSchema({ definitions: allTypes(store, kubernetes).definitions }, 'core');

function compile(schema: Schema): ValidateFunction {
  return ajv.compile(JSON.parse(JSON.stringify(schema).replaceAll('"#/definitions/', '"core#/definitions/')));
}

const kinds = [
  ['apps/v1', 'Deployment'],
  ['apps/v1', 'StatefulSet'],
  ['batch/v1', 'CronJob'],
  ['v1', 'Service'],
  ['v1', 'Secret'],
  ['networking.k8s.io/v1', 'Ingress'],
  ['networking.k8s.io/v1', 'NetworkPolicy'],
  ['autoscaling/v2', 'HorizontalPodAutoscaler'],
  ['apiextensions.k8s.io/v1', 'CustomResourceDefinition'],
  ['argoproj.io/v1alpha1', 'Application'],
  ['argoproj.io/v1alpha1', 'Rollout'],
  ['argoproj.io/v1alpha1', 'AnalysisTemplate'],
  ['networking.istio.io/v1', 'VirtualService'],
  ['networking.istio.io/v1', 'DestinationRule'],
  ['security.istio.io/v1', 'AuthorizationPolicy'],
  ['telemetry.istio.io/v1', 'Telemetry'],
  ['monitoring.coreos.com/v1', 'ServiceMonitor'],
  ['monitoring.coreos.com/v1', 'PrometheusRule'],
  ['monitoring.coreos.com/v1alpha1', 'AlertmanagerConfig'],
  ['external-secrets.io/v1', 'ExternalSecret'],
  ['external-secrets.io/v1', 'SecretStore'],
  ['keda.sh/v1alpha1', 'ScaledObject'],
  ['cert-manager.io/v1', 'Issuer'],
  ['gateway.networking.k8s.io/v1', 'HTTPRoute'],
  ['flagger.app/v1beta1', 'Canary'],
] as const;

describe('explain finds something wrong exactly where ajv does', () => {
  it.each(kinds.map(([apiVersion, kind], at) => [apiVersion, kind, at * 7919] as const))(
    'in %s %s',
    (apiVersion, kind, seed) => {
      const api = store.api(apiVersion, kind, kubernetes);
      if (!api) throw new Error(`${kind} is not known`);
      const schema = store.schema(api);
      const validate = compile(schema);
      const generator = new Generator(types, seed);
      let right = 0;
      for (let n = 0; n < documents; n++) {
        const document = generator.object(schema, n % 4 === 0 ? 0 : 0.02);
        const errors = explain(schema, document, types, { nullIsAbsent: false });
        if (validate(document) !== (errors.length === 0)) {
          throw new Error(
            `ajv: ${JSON.stringify(validate.errors)}\nexplain: ${JSON.stringify(errors)}\n${JSON.stringify(document)}`,
          );
        }
        if (errors.length === 0) right++;
      }
      // Both verdicts must be among the documents, or the comparison says little.
      expect(right).toBeGreaterThan(documents / 20);
      expect(right).toBeLessThan(documents);
    },
  );
});
