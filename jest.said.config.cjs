const base = require('./jest.config.cjs');

/** The tests, with what they make the library say written down: `node tools/said.mjs`. */
module.exports = {
  ...base,
  setupFilesAfterEnv: ['<rootDir>/tools/said/record.cjs'],
  transform: Object.fromEntries(
    Object.entries(base.transform).map(([files, [, options]]) => [
      files,
      ['<rootDir>/tools/said/transform.cjs', options],
    ]),
  ),
};
