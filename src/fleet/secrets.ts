import { secret } from '@eco2/manifests';

export const llm = secret('llm', { keys: ['api-key'], env: { LLM_API_KEY: 'api-key' } });

export const s3 = secret('s3', {
  keys: ['bucket', 'region', 'access-key-id', 'secret-access-key'],
  env: {
    S3_BUCKET: 'bucket',
    AWS_REGION: 'region',
    AWS_ACCESS_KEY_ID: 'access-key-id',
    AWS_SECRET_ACCESS_KEY: 'secret-access-key',
  },
});
