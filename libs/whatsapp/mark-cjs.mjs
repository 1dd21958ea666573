// The CommonJS copy needs its own package.json: the one above it says "module".
import { writeFileSync } from 'node:fs';

writeFileSync(new URL('./dist-cjs/package.json', import.meta.url), '{ "type": "commonjs" }\n');
