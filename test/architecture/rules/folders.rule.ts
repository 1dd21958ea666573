import { layerOf, MODULE_LAYER, SUB_PATHS } from '../layers.js';
import type { Rule } from '../rule.js';
import { LIBRARY } from '../workspace.js';

const ROOT_FILE = /\/src\/(index|whatsapp\.[a-z.-]+)\.ts$/;

/** Each folder of the library has a place in the layers, and in `src` itself stand only `index.ts` and `whatsapp.*.ts`. */
export const folders: Rule = (workspace) => {
  const sources = workspace.shippedSourcesOf(LIBRARY);
  const unknown = new Set(
    sources
      .map((source) => source.folder)
      .filter((folder) => layerOf(folder) === undefined && !SUB_PATHS.includes(folder)),
  );
  return [
    ...[...unknown].map(
      (folder) =>
        `${LIBRARY}/src/${folder} has no place in the layers: give it one in test/architecture/layers.ts and in ARCHITECTURE.md`,
    ),
    ...sources
      .filter((source) => source.folder === MODULE_LAYER && !ROOT_FILE.test(source.path))
      .map(
        (source) =>
          `${source.path} stands in src itself, where only index.ts and whatsapp.*.ts belong: move it into a feature`,
      ),
  ];
};
