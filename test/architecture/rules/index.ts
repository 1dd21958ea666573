import type { Rule } from '../rule.js';
import { barrels } from './barrels.rule.js';
import { cycles } from './cycles.rule.js';
import { declaredPackages } from './declared-packages.rule.js';
import { featureEntry } from './feature-entry.rule.js';
import { folderUnits } from './folder-units.rule.js';
import { folders } from './folders.rule.js';
import { noConsole, noEsmOnlySyntax, noPlatform, noSpecImported } from './forbidden-code.rule.js';
import { layers } from './layers.rule.js';
import { packageBorders } from './package-borders.rule.js';
import { tinyFiles } from './tiny-files.rule.js';

/** Every rule of the architecture, under the sentence that it keeps. */
export const RULES: Readonly<Record<string, Rule>> = {
  'a layer imports only from the layers below it': layers,
  'every folder has a place in the layers': folders,
  'a feature is entered only through its index.ts': featureEntry,
  'no file imports itself through others': cycles,
  'imports inside a folder go one way': folderUnits([]),
  'a tiny file has a reason': tinyFiles([]),
  'an index.ts lists its names': barrels,
  'packages meet only by their public names': packageBorders,
  'every imported package is declared, optional peers stay in their sub-path': declaredPackages,
  'the library imports nothing of an HTTP platform': noPlatform,
  'libraries write nothing to the console': noConsole,
  'the library has no top-level await and no import.meta': noEsmOnlySyntax,
  'nothing that is shipped imports a spec': noSpecImported,
};
