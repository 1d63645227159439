/** The tests that need Node and git alone. `*.full.test.ts` need real tools: see jest.full.config.cjs. */
module.exports = {
  testEnvironment: 'node',
  globalSetup: '<rootDir>/test/without-certificates.cjs',
  // By default jest leaves one processor idle: of two, half of them.
  maxWorkers: '100%',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '\\.full\\.test\\.ts$', '/fixtures/'],
  moduleNameMapper: { '^@eco2/manifests$': '<rootDir>/src/index.ts', '^(\\.{1,2}/.*)\\.js$': '$1' },
  transformIgnorePatterns: ['/node_modules/(?!@marcbachmann/)'],
  transform: {
    // Of the packages only those that are ES modules: jest cannot load them as they are.
    '^.+\\.ts$|/@marcbachmann/.+\\.js$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, sourceMaps: 'inline' },
    ],
  },
};
