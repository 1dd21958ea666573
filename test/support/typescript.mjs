/* Lets a plain `node --import` run the TypeScript of test/support, also on Node 20, which cannot strip types itself. */
import { register } from 'node:module';

register('./typescript-hooks.mjs', import.meta.url);
