import { LAYERS, layerOf, SUB_PATHS } from '../layers.js';
import { breach, type Rule } from '../rule.js';
import { LIBRARY } from '../workspace.js';

/** A layer of the library imports only from the layers below it, and nothing imports a sub-path's folder. */
export const layers: Rule = (workspace) =>
  workspace.shippedSourcesOf(LIBRARY).flatMap((source) =>
    source.imports.flatMap((reference) => {
      const target = workspace.target(source, reference);
      if (!target || target.package !== source.package || target.folder === source.folder) return [];
      const why = refusal(source.folder, target.folder);
      return why ? [breach(source, reference.line, `imports ${target.path}: ${why}`)] : [];
    }),
  );

function refusal(from: string, to: string): string | undefined {
  if (SUB_PATHS.includes(to)) {
    return `"${to}" is a sub-path of the package of its own, nothing else may import it`;
  }
  const [mine, theirs] = [layerOf(from), layerOf(to)];
  // A sub-path may import anything; a folder without a layer is what the rule "folders" reports.
  if (mine === undefined || theirs === undefined || theirs < mine) return undefined;
  return theirs === mine
    ? `"${from}" and "${to}" are siblings in one layer (${LAYERS[mine]?.join(', ')}) and do not import each other`
    : `"${to}" lies above "${from}"; turn the import round, or take what is needed through a token that "${from}" defines`;
}
