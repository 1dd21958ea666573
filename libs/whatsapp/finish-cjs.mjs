// What the CommonJS copy has beside the compiled files: its own package.json, since the one above it says "module", and in place of a
// file that loads an ES module a bundle of both.
import { writeFileSync } from 'node:fs';
import { bundleAsCommonJs } from './bundle-as-commonjs.mjs';

const here = (path) => new URL(path, import.meta.url);

writeFileSync(here('./dist-cjs/package.json'), '{ "type": "commonjs" }\n');
await bundleAsCommonJs(
  here('./src/media/bundled/load-file-type.ts'),
  here('./dist-cjs/media/bundled/load-file-type.js'),
);
