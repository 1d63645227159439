import { drawer } from './made-up-secrets.js';

const WORDS =
  'order cart stock user image chat model worker event route cache queue batch token secret password key session login report invoice region tenant search index metric trace'.split(
    ' ',
  );

/** Settings as services have them, none of which is a secret, though many speak of secrets. */
export function harmlessSettings(count: number, seed = 11): { readonly name: string; readonly value: string }[] {
  const { integer, pick, text } = drawer(seed);
  const word = () => pick(WORDS);
  const upper = (length: number) => Array.from({ length }, () => word().toUpperCase()).join('_');
  const kebab = (length: number) => Array.from({ length }, word).join('-');
  const camel = (length: number) =>
    Array.from({ length }, word)
      .map((one) => `${one[0]?.toUpperCase()}${one.slice(1)}`)
      .join('');
  const hex = (length: number) => text(length, '0123456789abcdef');
  const number = (below: number) => `${integer(below)}`;
  const uuid = () => `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`;
  const host = () => `${kebab(2)}.${word()}.svc.cluster.local`;
  const base64 = (plain: string) => Buffer.from(plain).toString('base64');
  const kinds: readonly (() => { name: string; value: string })[] = [
    () => ({ name: `${upper(1)}_PASSWORD_FILE`, value: `/var/run/secrets/${kebab(2)}/password` }),
    () => ({ name: `${upper(1)}_TOKEN_TTL`, value: `${number(90)}m` }),
    () => ({ name: `${upper(1)}_SECRET_NAME`, value: kebab(3) }),
    () => ({ name: 'existingSecret', value: `${kebab(2)}-credentials` }),
    () => ({ name: `MAX_TOKENS`, value: number(8192) }),
    () => ({ name: `${upper(1)}_TOKEN_URL`, value: `https://${kebab(2)}.example.org/oauth2/token` }),
    () => ({ name: `PASSWORD_MIN_LENGTH`, value: number(20) }),
    () => ({ name: `JWT_ALGORITHM`, value: pick(['HS256', 'RS256', 'EdDSA']) }),
    () => ({ name: 'DB_PASSWORD', value: `$(${upper(2)})` }),
    () => ({ name: 'DATABASE_URL', value: `postgresql://$(USER):$(PASSWORD)@${host()}:5432/${word()}` }),
    () => ({ name: 'DATABASE_URL', value: `postgresql://{{ .user }}:{{ .password }}@${host()}:5432/${word()}` }),
    () => ({ name: `${upper(2)}_URL`, value: `redis://${host()}:6379/${number(15)}` }),
    () => ({ name: `${upper(1)}_HOST`, value: host() }),
    () => ({ name: `${upper(2)}_ID`, value: uuid() }),
    () => ({ name: 'API_KEY_ID', value: uuid() }),
    () => ({ name: 'GIT_COMMIT', value: hex(40) }),
    () => ({
      name: 'IMAGE',
      value: `ghcr.io/${kebab(2)}/${kebab(2)}:${number(9)}.${number(30)}.${number(30)}-${hex(8)}@sha256:${hex(64)}`,
    }),
    () => ({ name: 'INTEGRITY', value: `sha512-${text(86)}==` }),
    () => ({ name: 'ROLE_ARN', value: `arn:aws:iam::${text(12, '123456789')}:role/${camel(3)}` }),
    () => ({
      name: 'CERTIFICATE',
      value: `-----BEGIN CERTIFICATE-----\n${text(64)}\n${text(64)}\n-----END CERTIFICATE-----`,
    }),
    () => ({ name: 'CA_BUNDLE', value: base64(`-----BEGIN CERTIFICATE-----\n${text(64)}\n-----END CERTIFICATE-----`) }),
    () => ({ name: 'SETTINGS_B64', value: base64(`{"${word()}": "${kebab(2)}", "${word()}": ${number(99)}}`) }),
    () => ({ name: 'HANDLER', value: `${camel(4)}V${number(9)}Handler` }),
    () => ({ name: 'MODULE', value: `${word()}.${word()}.${word()}_${word()}:${word()}` }),
    () => ({
      name: 'MODEL',
      value: pick(['gpt-4o-mini-2024-07-18', 'text-embedding-3-large', 'claude-3-5-sonnet-20241022']),
    }),
    () => ({
      name: 'TOPIC',
      value: `${kebab(3)}-v${number(9)}-${pick(['eu-central-1', 'ap-northeast-2'])}-${number(999)}`,
    }),
    () => ({ name: 'SUBNETS', value: `subnet-0${hex(16)},subnet-0${hex(16)}` }),
    () => ({ name: 'SECURITY_GROUP', value: `sg-0${hex(16)}` }),
    () => ({ name: 'BUCKET', value: `${kebab(3)}-${text(12, '0123456789')}-artifacts` }),
    () => ({ name: 'SECRET_KEY_REF', value: `${kebab(2)}/${upper(3)}` }),
    () => ({ name: 'TOKEN', value: pick(['bearer', 'required', 'disabled', 'session']) }),
    () => ({ name: 'SCHEDULE', value: `${number(59)} ${number(23)} * * ${number(6)}` }),
    () => ({ name: 'MESSAGE', value: `The ${word()} of the ${word()} needs a ${word()} and ${number(9)} more.` }),
    () => ({ name: 'QUERY', value: `sum(rate(${word()}_total{job="${kebab(2)}",code=~"5.."}[5m])) by (${word()})` }),
    () => ({ name: 'FLAGS', value: `-Xms${number(900)}m -Xmx${number(900)}m -XX:+UseG1GC -Dfile.encoding=UTF-8` }),
    () => ({
      name: 'CLIENT_ID',
      value: `${text(12, '0123456789')}-${text(32, 'abcdefghijklmnopqrstuvwxyz0123456789')}.apps.example.com`,
    }),
    () => ({
      name: 'config.yaml',
      value: `auth:\n  passwordFile: /run/${word()}\n  token: \${TOKEN}\n  secretName: ${kebab(2)}\n`,
    }),
    () => ({
      name: 'app.py',
      value: `token = request.headers.get("x")\npassword = settings.password\nsecret = load(${word()})\n`,
    }),
    () => ({ name: 'PUBLIC_KEY', value: `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA${text(43)} ${word()}@${kebab(2)}` }),
    () => ({
      name: 'PATHS',
      value: `/opt/${word()}/${word()}${number(9)}/bin:/usr/local/lib/${camel(2)}${number(99)}`,
    }),
    () => ({ name: 'EMAIL', value: `${kebab(2)}${number(99)}@mail.${word()}.example.com` }),
    () => ({
      name: 'VERSION',
      value: `v${number(9)}.${number(30)}.${number(99)}-rc.${number(9)}+build.${number(9999)}.${hex(7)}`,
    }),
    () => ({ name: 'TIMESTAMP', value: `2026-0${1 + integer(9)}-1${integer(9)}T0${integer(9)}:0${integer(9)}:00Z` }),
    () => ({ name: 'RELEASE', value: `${kebab(2)}-${hex(9)}-${text(5, 'bcdfghjklmnpqrstvwxz2456789')}` }),
    () => ({ name: 'COLOURS', value: `#${hex(6)},#${hex(6)},#${hex(6)}` }),
    () => ({ name: 'LABELS', value: `app.kubernetes.io/name=${kebab(2)},tier=${word()}${number(9)}` }),
  ];
  return Array.from({ length: count }, (_, i) => {
    const make = kinds[i % kinds.length];
    if (!make) throw new Error('no such kind');
    return make();
  });
}
