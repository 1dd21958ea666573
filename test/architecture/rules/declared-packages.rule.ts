import { builtinModules } from 'node:module';
import { SUB_PATHS } from '../layers.js';
import { breach, type Rule } from '../rule.js';
import { isPage, type Source } from '../workspace.js';
import { packageName } from './package-name.js';

/**
 * What is shipped imports only packages that its `package.json` declares (dependencies or peers), and an optional peer
 * only inside a sub-path's folder, so that the main entry never loads it. What the page is built with are development
 * dependencies. Node's own modules are written `node:…`.
 */
export const declaredPackages: Rule = (workspace) =>
  workspace.sources
    .filter((source) => !source.isSpec)
    .flatMap((source) =>
      source.imports.flatMap(({ specifier, line }) => {
        if (!specifier || /^(\.|\/|node:)/.test(specifier)) return [];
        const why = refusal(source, packageName(specifier));
        return why ? [breach(source, line, why)] : [];
      }),
    );

function refusal(source: Source, name: string): string | undefined {
  const { dir, manifest } = source.package;
  if (builtinModules.includes(name)) return `imports Node's own "${name}": write "node:${name}"`;
  if (name === manifest.name) return undefined; // The rule "package borders" reports it.
  const optional = manifest.peerDependenciesMeta?.[name]?.optional ?? false;
  if (optional && !SUB_PATHS.includes(source.folder)) {
    return `imports "${name}", an optional peer: only a sub-path (${SUB_PATHS.join(', ')}) may`;
  }
  const declared = {
    ...manifest.dependencies,
    ...manifest.peerDependencies,
    ...manifest.optionalDependencies,
    ...(isPage(source) ? manifest.devDependencies : {}),
  };
  return name in declared ? undefined : `imports "${name}", which ${dir}/package.json does not declare`;
}
