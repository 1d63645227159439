// What is fetched may need them.
const { globalSetup: _, ...base } = require('./jest.config.cjs');

/** What needs real tools (a browser, promtool, Go builds) or much time. Run by `npm run test:full`. */
module.exports = {
  ...base,
  testMatch: ['**/*.full.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/fixtures/'],
};
