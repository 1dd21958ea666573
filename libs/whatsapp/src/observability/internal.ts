export { hideSecrets } from './hide-secrets.js';
