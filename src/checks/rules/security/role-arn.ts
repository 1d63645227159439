import { fieldOf } from '../../../manifest/field.js';
import { isTemplated } from '../../../manifest/references.js';
import { didYouMean } from '../../../values/did-you-mean.js';
import { report, rule } from '../../rule.js';

const example = (arn: string) => `
apiVersion: v1
kind: ServiceAccount
metadata:
  name: uploader
  namespace: shop
  annotations:
    eks.amazonaws.com/role-arn: ${arn}
`;

const DOMAIN = 'eks.amazonaws.com/';
const ROLE = `${DOMAIN}role-arn`;
// Source: aws/amazon-eks-pod-identity-webhook, README: annotations of a ServiceAccount.
const ANNOTATIONS = ['role-arn', 'audience', 'sts-regional-endpoints', 'token-expiration'].map((name) => DOMAIN + name);

export const roleArn = rule({
  id: 'role-arn',
  severity: 'error',
  what: 'A ServiceAccount does not name its AWS role as AWS does',
  why: 'AWS refuses to lend the role: every call of the pods fails with ValidationError or AccessDenied, or runs as the node.',
  fix: 'Write arn:aws:iam::ACCOUNT:role/NAME, with the twelve digits of the account.',
  exceptions: ['Values that something else fills in.'],
  source: 'AWS, IAM identifiers; aws/amazon-eks-pod-identity-webhook, README',
  wrong: example('arn:aws:iam:210987654321:role/uploader # <--'),
  right: example('arn:aws:iam::210987654321:role/uploader'),
  *check({ set }) {
    for (const account of set.kind('ServiceAccount')) {
      for (const [key, field] of fieldOf(account, 'metadata.annotations').entries()) {
        const { text = '' } = field;
        if (key === ROLE) {
          const isArn = /^arn:aws(?:-[a-z]+)*:iam::\d{12}:role\/[\w+=,.@/-]+$/.test(text);
          if (!isArn && !/[{}$<]/.test(text) && !isTemplated(text) && !/PLACEHOLDER|ACCOUNT|XXX/i.test(text))
            yield report(field, `"${text}" is no ARN of a role`);
        } else if (key.startsWith(DOMAIN) && !ANNOTATIONS.includes(key)) {
          const near = didYouMean(
            key.slice(DOMAIN.length),
            ANNOTATIONS.map((one) => one.slice(DOMAIN.length)),
          );
          if (near !== undefined)
            yield report(field, `no annotation is called "${key}"`, {
              why: 'Nothing reads it: the pods run as their node.',
              fix: `Did you mean "${DOMAIN}${near}"?`,
            });
        }
      }
    }
  },
});
