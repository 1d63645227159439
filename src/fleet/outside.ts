import { outside, secret } from '@eco2/manifests';

// Neither has addresses that stay the same: the internet is open to their users on port 443, private ranges are not.

export const llm = outside('llm', {
  host: 'api.openai.com',
  credentials: secret('llm', { at: 'outside/llm', keys: ['api-key'], env: { LLM_API_KEY: 'api-key' } }),
});

export const s3 = outside('s3', {
  host: 's3.ap-northeast-2.amazonaws.com',
  credentials: secret('s3', {
    at: 'outside/s3',
    keys: ['bucket', 'region', 'access-key-id', 'secret-access-key'],
    env: {
      S3_BUCKET: 'bucket',
      AWS_REGION: 'region',
      AWS_ACCESS_KEY_ID: 'access-key-id',
      AWS_SECRET_ACCESS_KEY: 'secret-access-key',
    },
  }),
});
