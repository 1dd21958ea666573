import { MODULE_LAYER } from '../layers.js';
import { breach, type Rule } from '../rule.js';
import { LIBRARY } from '../workspace.js';

/** A feature of the library is entered from outside only through its `index.ts`. */
export const featureEntry: Rule = (workspace) =>
  workspace.shippedSourcesOf(LIBRARY).flatMap((source) =>
    source.imports.flatMap((reference) => {
      const target = workspace.target(source, reference);
      if (!target || target.package !== source.package || target.folder === source.folder) return [];
      if (target.folder === MODULE_LAYER) return [];
      const entry = `${LIBRARY}/src/${target.folder}/index.ts`;
      return target.path === entry
        ? []
        : [breach(source, reference.line, `imports ${target.path} past its entry: import from ${entry}`)];
    }),
  );
