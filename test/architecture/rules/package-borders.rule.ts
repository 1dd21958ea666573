import { posix } from 'node:path';
import type { ImportReference } from '../read-imports.js';
import { breach, type Rule } from '../rule.js';
import { packageName } from './package-name.js';
import type { Package, Source, Workspace } from '../workspace.js';

/**
 * Packages meet only by their public names: no relative import leaves its package, an app imports a library by an
 * entry that the library's `exports` names, and a library imports no other package of the workspace. A spec may use what
 * the workspace's tests share, in `test/support/`.
 */
export const packageBorders: Rule = (workspace) =>
  workspace.sources.flatMap((source) =>
    source.imports.flatMap((reference) => {
      const why = refusal(workspace, source, reference);
      return why ? [breach(source, reference.line, why)] : [];
    }),
  );

function refusal(workspace: Workspace, source: Source, reference: ImportReference): string | undefined {
  const { specifier } = reference;
  if (specifier === undefined) {
    return source.isSpec
      ? undefined
      : 'imports a module by a computed name: write it out, so that it can be checked';
  }
  if (specifier.startsWith('/') || specifier.startsWith('file:'))
    return `imports by an absolute path: "${specifier}"`;
  if (specifier.startsWith('.')) return byRelativePath(workspace, source, reference);
  const other = workspace.packages.find(({ manifest }) => manifest.name === packageName(specifier));
  return other && acrossPackages(source.package, other, specifier);
}

function byRelativePath(
  workspace: Workspace,
  source: Source,
  reference: ImportReference,
): string | undefined {
  const path = posix.join(posix.dirname(source.path), reference.specifier ?? '');
  if (path.startsWith(`${source.package.dir}/`)) {
    return workspace.exists(source, reference) ? undefined : `imports ${path}, and there is no such file`;
  }
  if (source.isSpec && path.startsWith('test/support/')) return undefined;
  return `imports ${path}, which leaves ${source.package.dir}: import the package by its name`;
}

function acrossPackages(from: Package, to: Package, specifier: string): string | undefined {
  if (from === to) return `imports its own package by name ("${specifier}"): use a relative path`;
  if (from.dir.startsWith('libs/')) return `imports "${specifier}": ${from.dir} and ${to.dir} share no code`;
  const entry = specifier.replace(to.manifest.name, '.');
  return entry in (to.manifest.exports ?? {})
    ? undefined
    : `imports "${specifier}", which is not among the "exports" of ${to.dir}/package.json`;
}
