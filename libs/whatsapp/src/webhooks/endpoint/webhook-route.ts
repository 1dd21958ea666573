import { RequestMethod, type Type } from '@nestjs/common';
import type { ApplicationConfig, ModulesContainer } from '@nestjs/core';

/** The metadata key under which Nest's router keeps the path that `RouterModule` gave a module. */
const modulePath = '__module_path__';

/** The position of a module's controller, in the words of Nest's router. */
export interface ControllerPlace {
  readonly module: Type;
  readonly path: string;
}

/**
 * The path at which Nest serves `POST` of a version-neutral controller: below the global prefix, unless it is excluded from that,
 * and below the module's own path. Right once the application is being initialized.
 */
export function webhookRoute(
  config: ApplicationConfig,
  modules: ModulesContainer,
  { module, path }: ControllerPlace,
): string {
  const ofModule: unknown =
    Reflect.getMetadata(modulePath + modules.applicationId, module) ??
    Reflect.getMetadata(modulePath, module);
  const route = joinPaths(typeof ofModule === 'string' ? ofModule : '', path);
  const { exclude = [] } = config.getGlobalPrefixOptions();
  const isExcluded = exclude.some(
    ({ requestMethod, pathRegex }) =>
      [RequestMethod.ALL, RequestMethod.POST].includes(requestMethod) && pathRegex.test(route),
  );
  return isExcluded ? route : joinPaths(config.getGlobalPrefix(), route);
}

/** Joins paths with one slash before each part and none at the end. */
export function joinPaths(...paths: readonly string[]): string {
  const parts = paths.flatMap((path) => path.split('/')).filter((part) => part !== '');
  return `/${parts.join('/')}`;
}
