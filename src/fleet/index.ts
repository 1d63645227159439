import { fleet as compose } from './environments';
import { authApi } from './services/auth-api';
import { chatLlmApi } from './services/chat-llm-api';
import { locationApi } from './services/location-api';
import { recycleInfoApi } from './services/recycle-info-api';
import { userinfoApi } from './services/userinfo-api';
import { wasteApi } from './services/waste-api';
import { postgres, rabbitmq, redis } from './stores';
import { aiWorker } from './workers/ai-worker';
import { storageWorker } from './workers/storage-worker';

export const fleet = compose(
  aiWorker,
  authApi,
  chatLlmApi,
  locationApi,
  postgres,
  rabbitmq,
  recycleInfoApi,
  redis,
  storageWorker,
  userinfoApi,
  wasteApi,
);
