import { posix } from 'node:path';
import ts from 'typescript';
import { readImports, type ImportReference } from './read-imports.js';
import { MODULE_LAYER } from './layers.js';

/** The parts of a `package.json` that the rules look at. */
export interface Manifest {
  readonly name: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta?: Readonly<Record<string, { optional?: boolean }>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly exports?: Readonly<Record<string, unknown>>;
}

/** A workspace package: `libs/whatsapp`, `apps/sample`, … */
export interface Package {
  /** From the root of the repository: `libs/whatsapp`. */
  readonly dir: string;
  readonly manifest: Manifest;
}

/** A TypeScript file of a package. */
export interface Source {
  /** From the root of the repository: `libs/whatsapp/src/graph/index.ts`. */
  readonly path: string;
  readonly package: Package;
  /** The first folder below `src` or `page/src` (`graph`), or `module` for a file that stands in `src` itself. */
  readonly folder: string;
  /** A spec, or a helper of specs (`spec-support/`): it is not shipped and may look at everything. */
  readonly isSpec: boolean;
  readonly lineCount: number;
  readonly ast: ts.SourceFile;
  readonly imports: readonly ImportReference[];
}

/** The library's package, whose inner layers are checked. */
export const LIBRARY = 'libs/whatsapp';

/** Where a package keeps its sources: what runs on Node, and the simulator's page, which is built for the browser. */
export const SOURCE_FOLDERS: readonly string[] = ['src', 'page/src'];

const SPEC = /\.spec\.ts$|\/spec-support\//;
const CODE = /\.[cm]?tsx?$/;

/**
 * What the rules look at: the packages and their parsed sources, made from a map of paths to file contents, so that
 * a test can make one up.
 */
export class Workspace {
  readonly packages: readonly Package[];
  readonly sources: readonly Source[];
  private readonly byPath: ReadonlyMap<string, Source>;

  constructor(private readonly files: ReadonlyMap<string, string>) {
    this.packages = [...files]
      .filter(([path]) => /^(libs|apps)\/[^/]+\/package\.json$/.test(path))
      .map(([path, text]) => ({ dir: posix.dirname(path), manifest: parseManifest(text) }));
    this.sources = [...files].flatMap(([path, text]) => this.parse(path, text) ?? []);
    this.byPath = new Map(this.sources.map((source) => [source.path, source]));
  }

  /** The sources of one package, specs included. */
  sourcesOf(dir: string): Source[] {
    return this.sources.filter((source) => source.package.dir === dir);
  }

  /** The sources of one package that are shipped: without specs. */
  shippedSourcesOf(dir: string): Source[] {
    return this.sourcesOf(dir).filter((source) => !source.isSpec);
  }

  /** The source a relative import leads to; `undefined` where it leads to no TypeScript file. */
  target(from: Source, reference: ImportReference): Source | undefined {
    return this.candidates(from, reference)
      .map((path) => this.byPath.get(path))
      .find((source) => source !== undefined);
  }

  /** Whether a relative import leads to any file at all (a `.json` beside the sources, for instance). */
  exists(from: Source, reference: ImportReference): boolean {
    return this.candidates(from, reference).some((path) => this.files.has(path));
  }

  /** What the shipped sources import of each other; an import that occurs twice counts once. */
  shippedImports(): { readonly from: Source; readonly to: Source; readonly line: number }[] {
    return this.sources
      .filter((from) => !from.isSpec)
      .flatMap((from) => {
        const lines = new Map<Source, number>();
        for (const reference of from.imports) {
          const to = this.target(from, reference);
          if (to && !lines.has(to)) lines.set(to, reference.line);
        }
        return [...lines].map(([to, line]) => ({ from, to, line }));
      });
  }

  private candidates(from: Source, { specifier }: ImportReference): string[] {
    if (!specifier?.startsWith('.')) return [];
    const path = posix.join(posix.dirname(from.path), specifier);
    return [
      path,
      path.replace(/\.([cm]?)js$/, '.$1ts'),
      path.replace(/\.js$/, '.tsx'),
      `${path}.ts`,
      posix.join(path, 'index.ts'),
    ];
  }

  private parse(path: string, text: string): Source | undefined {
    const owner = this.packages.find(({ dir }) => path.startsWith(`${dir}/`));
    const folder = SOURCE_FOLDERS.find((name) => path.startsWith(`${owner?.dir}/${name}/`));
    if (!owner || !folder || !CODE.test(path)) return undefined;
    const inner = path.slice(`${owner.dir}/${folder}/`.length);
    const ast = ts.createSourceFile(path, text, ts.ScriptTarget.ESNext, true);
    return {
      path,
      package: owner,
      folder: inner.includes('/') ? inner.slice(0, inner.indexOf('/')) : MODULE_LAYER,
      isSpec: SPEC.test(path),
      lineCount: text.trimEnd().split('\n').length,
      ast,
      imports: readImports(ast),
    };
  }
}

/** Whether a file is the `index.ts`, `internal.ts` or `parts.ts` of its folder, by which others enter it. */
export function isEntry({ path }: Source): boolean {
  return /\/(index|internal|parts)\.ts$/.test(path);
}

/** Whether a file belongs to a page, which is built into one bundle for the browser. */
export function isPage({ path, package: { dir } }: Source): boolean {
  return path.startsWith(`${dir}/page/`);
}

function parseManifest(text: string): Manifest {
  const manifest: Manifest = JSON.parse(text);
  return manifest;
}
