/** The package that a bare specifier names: `@nestjs/common` of `@nestjs/common/internal`, `undici` of `undici/types`. */
export function packageName(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}
