export {
  bold,
  bulletedList,
  inlineCode,
  italic,
  monospace,
  numberedList,
  quote,
  strikethrough,
} from './formatting.js';
export { MAX_TEXT_LENGTH, splitText } from './split-text.js';
