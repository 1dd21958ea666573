import ts from 'typescript';
import { MODULE_LAYER } from '../layers.js';
import { lineOf } from '../read-imports.js';
import { breach, type Rule } from '../rule.js';
import { LIBRARY } from '../workspace.js';

const ROOT = `${LIBRARY}/src/index.ts`;

/**
 * The public names can be read: `index.ts` files only re-export, one name after the other; `export *` stands only in
 * the root `index.ts` and only for a feature's `index.ts`.
 */
export const barrels: Rule = (workspace) =>
  workspace.shippedSourcesOf(LIBRARY).flatMap((source) => [
    ...source.imports
      .filter((reference) => reference.exportsAll)
      .filter((reference) => {
        const target = workspace.target(source, reference);
        const isFeature = target?.path === `${LIBRARY}/src/${target?.folder}/index.ts`;
        return !(source.path === ROOT && isFeature && target?.folder !== MODULE_LAYER);
      })
      .map((reference) =>
        breach(
          source,
          reference.line,
          `has "export * from '${reference.specifier}'": list the names one by one (only ${ROOT} may export all of a feature's index.ts)`,
        ),
      ),
    ...(source.path.endsWith('/index.ts')
      ? source.ast.statements
          .filter((statement) => !ts.isExportDeclaration(statement))
          .map((statement) =>
            breach(
              source,
              lineOf(statement),
              'is an index.ts and holds code: an entry only re-exports names',
            ),
          )
      : []),
  ]);
