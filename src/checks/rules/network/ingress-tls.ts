import { type Field, fieldOf } from '../../../manifest/field.js';
import { isTemplated } from '../../../manifest/references.js';
import { didYouMean } from '../../../values/did-you-mean.js';
import { report, rule } from '../../rule.js';

const example = (host: string) => `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  namespace: api
spec:
  tls:
    - hosts: [${host}
  rules:
    - host: shop.team.io
      http:
        paths:
          - path: /
            pathType: Prefix
            backend:
              service:
                name: shop
                port:
                  number: 80
---
apiVersion: v1
kind: Service
metadata:
  name: shop
  namespace: api
spec:
  ports:
    - port: 80
`;

export const ingressTls = rule({
  id: 'ingress-tls',
  severity: 'warning',
  what: 'A certificate of an Ingress is for a host that no rule has, and a host of its rules has none',
  why: 'The certificate is chosen by the name of the host: browsers get the default certificate of the controller, and warn.',
  fix: 'Write the host of the rule under tls, as it stands there.',
  exceptions: [
    'A certificate for one host more, beside those of all rules: a redirect.',
    'A host that another Ingress has, in its rules or for its certificate.',
    'Certificates without hosts, and rules without a host.',
  ],
  source: 'Kubernetes, concepts/services-networking/ingress#tls',
  wrong: example('shops.team.io] # <--'),
  right: example('shop.team.io]'),
  *check({ set }) {
    const ingresses = set.kind('Ingress').map((ingress) => fieldOf(ingress, 'spec'));
    if (!ingresses.some((spec) => spec.items('tls').length > 0)) return;
    const served = ingresses.flatMap(hostsOfRules).map(({ text = '' }) => text);
    const certified = ingresses.flatMap(hostsOfTls).map(({ text = '' }) => text);
    for (const spec of ingresses) {
      const [rules, certificates] = [hostsOfRules(spec), hostsOfTls(spec)];
      const isOpen = [...rules, ...certificates].some(({ text }) => isTemplated(text ?? ''));
      if (isOpen || rules.length < spec.items('rules').length || spec.items('tls').some(isForAll)) continue;
      const bare = rules.flatMap(({ text = '' }) => (certified.some((name) => covers(name, text)) ? [] : [text]));
      const idle = certificates.filter(({ text = '' }) => !served.some((host) => covers(text, host)));
      for (const field of bare.length > 0 ? idle : [])
        yield report(field, `host "${field.text}" is in no rule, and "${bare[0]}" has no certificate`, {
          fix: `Write ${didYouMean(field.text ?? '', bare) ?? bare[0]}.`,
        });
    }
  },
});

function hostsOfRules(spec: Field): Field[] {
  return spec.items('rules').flatMap((rule) => (rule.at('host').text ? [rule.at('host')] : []));
}

function hostsOfTls(spec: Field): Field[] {
  return spec.items('tls').flatMap((tls) => tls.items('hosts').filter(({ text }) => text));
}

function isForAll(tls: Field): boolean {
  return tls.items('hosts').length === 0;
}

/** Whether the certificate of a name is that of a host: a star stands for one word. */
function covers(name: string, host: string): boolean {
  return name === host || (name.startsWith('*.') && host.slice(host.indexOf('.')) === name.slice(1));
}
