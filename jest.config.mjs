const swc = {
  jsc: {
    target: 'es2023',
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: true },
    keepClassNames: true,
  },
  module: { type: 'es6' },
  sourceMaps: 'inline',
};

const shared = {
  rootDir: import.meta.dirname,
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': ['@swc/jest', swc] },
  resolver: '<rootDir>/test/jest-resolver.cjs',
  setupFiles: ['reflect-metadata'],
  moduleNameMapper: {
    '^nestjs-whatsapp$': '<rootDir>/libs/whatsapp/src/index.ts',
    '^nestjs-whatsapp/(dto|extending|health|payloads|postgres|redis|sqlite|testing)$':
      '<rootDir>/libs/whatsapp/src/$1/index.ts',
    '^whatsapp-simulator/cli$': '<rootDir>/libs/simulator/src/cli/index.ts',
    '^whatsapp-simulator$': '<rootDir>/libs/simulator/src/index.ts',
  },
};

// The examples of Meta are not part of this repository: without its file a spec has nothing to look at, and is left out of the run
// instead of being counted as passed.
const withoutFile = [
  ['META_OPENAPI_SPEC', '/test/conformance/openapi-.*\\.spec\\.ts$'],
  ['META_MESSAGES_REFERENCE', '/test/conformance/messages-reference\\.spec\\.ts$'],
  ['META_PAGES', '/test/conformance/seeds-(?:examples|coverage)\\.spec\\.ts$'],
].flatMap(([variable, spec]) => (process.env[variable] ? [] : [spec]));

export default {
  projects: [
    {
      ...shared,
      displayName: 'unit',
      roots: ['<rootDir>/libs', '<rootDir>/apps'],
      testRegex: '/src/.*\\.spec\\.ts$',
    },
    {
      ...shared,
      displayName: 'e2e',
      roots: ['<rootDir>/test'],
      testRegex: '\\.spec\\.ts$',
      testPathIgnorePatterns: ['/node_modules/', '/test/packaging/', ...withoutFile],
    },
  ],
  // Under --experimental-vm-modules each spec file's module graph stays in memory: recycle the workers.
  workerIdleMemoryLimit: '512MB',
  // Some specs send thousands of messages, and a machine may be busy with other things.
  testTimeout: 30_000,
  coverageProvider: 'babel',
  collectCoverageFrom: [
    'libs/*/src/**/*.ts',
    'apps/*/src/**/*.ts',
    '!**/*.spec.ts',
    '!**/main.ts',
    '!**/index.ts',
  ],
  coverageReporters: ['text-summary', 'lcov'],
};
