// Plain CommonJS, as `nest new` of NestJS 11 makes it, on compiled files: no flag of Node, no transform of node_modules.
module.exports = { rootDir: 'dist', testEnvironment: 'node', transform: {} };
