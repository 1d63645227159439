import { roleArn } from '../../../../src/checks/rules/security/role-arn.js';
import { findings } from '../../findings.js';

const account = (key: string, value: string) =>
  findings(
    roleArn,
    `{apiVersion: v1, kind: ServiceAccount, metadata: {name: a, namespace: api, annotations: {${key}: "${value}"}}}`,
  );
const role = 'eks.amazonaws.com/role-arn';
const at = (key: string) => `error metadata.annotations["${key}"]:`;

test.each([
  'arn:aws:iam:210987654321:role/a',
  'arn:aws:iam::21098765432:role/a',
  'arn:aws:iam::210987654321:policy/a',
  'arn:aws:iam::210987654321:role:a',
  'arn:aws:iam::210987654321:role/',
  'uploader',
  '',
])('%s', (arn) => {
  expect(account(role, arn)).toEqual([`${at(role)} "${arn}" is no ARN of a role`]);
});

test.each([
  'arn:aws:iam::210987654321:role/a',
  'arn:aws:iam::210987654321:role/team/shop/a.b-c_d@e',
  'arn:aws-cn:iam::210987654321:role/a',
  'arn:aws-us-gov:iam::210987654321:role/a',
  'arn:aws:iam::$(ACCOUNT_ID):role/a',
  'arn:aws:iam::<account>:role/a',
  '{{ .Values.role }}',
])('silent: %s', (arn) => {
  expect(account(role, arn)).toEqual([]);
});

test('a slip in the name of the annotation', () => {
  const slip = 'eks.amazonaws.com/rolearn';
  expect(account(slip, 'arn:aws:iam::210987654321:role/a')).toEqual([`${at(slip)} no annotation is called "${slip}"`]);
  expect(account('eks.amazonaws.com/audience', 'sts.amazonaws.com')).toEqual([]);
  expect(account('eks.amazonaws.com/compute-type', 'fargate')).toEqual([]);
});
