import { posix } from 'node:path';
import { MODULE_LAYER } from '../layers.js';
import { breach, type Rule } from '../rule.js';
import { LIBRARY } from '../workspace.js';
import { isEntryOfList } from './barrels.rule.js';

/**
 * A feature of the library is entered from outside only through its `index.ts`, which is public, or its `internal.ts`, which is for
 * other features; and what is internal leaves the package by no `index.ts`. The entry of a sub-path may show all of one list of names
 * (`payloads` those of the webhook payloads), wherever that list lies.
 */
export const featureEntry: Rule = (workspace) =>
  workspace.shippedSourcesOf(LIBRARY).flatMap((source) =>
    source.imports.flatMap((reference) => {
      const target = workspace.target(source, reference);
      if (!target || target.package !== source.package) return [];
      const file = posix.basename(target.path);
      if (file === 'internal.ts' && posix.basename(source.path) === 'index.ts') {
        return [
          breach(source, reference.line, `makes ${target.path} public: export from its index.ts what is`),
        ];
      }
      if (target.folder === source.folder || target.folder === MODULE_LAYER) return [];
      if (reference.exportsAll && isEntryOfList(source, target)) return [];
      const entry = `${LIBRARY}/src/${target.folder}`;
      return target.path === `${entry}/index.ts` || target.path === `${entry}/internal.ts`
        ? []
        : [
            breach(
              source,
              reference.line,
              `imports ${target.path} past its entry: import from ${entry}/index.ts (or internal.ts)`,
            ),
          ];
    }),
  );
