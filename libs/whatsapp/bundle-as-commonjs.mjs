import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

/** Bundles a source file with all packages that it needs into one CommonJS file, and writes their licences beside it. */
export async function bundleAsCommonJs(source, target) {
  const bundle = await rolldown({ input: fileURLToPath(source), platform: 'node', logLevel: 'silent' });
  const file = fileURLToPath(target);
  const { output } = await bundle.write({ file, format: 'cjs', codeSplitting: false });
  await bundle.close();
  rmSync(`${file}.map`, { force: true });
  const sources = output.flatMap(({ modules = {} }) => Object.keys(modules));
  const packages = [...new Set(sources.filter(isOfPackage).map(packageOf))].toSorted();
  if (packages.length === 0) throw new Error(`${file} holds no package: it need not be bundled`);
  writeFileSync(file.replace(/\.js$/, '.LICENSES.txt'), packages.map(licenceOf).join('\n\n'));
}

function isOfPackage(file) {
  return existsSync(file) && file.includes('node_modules');
}

/** Some packages have further `package.json` files inside, without a name. */
function packageOf(file) {
  let directory = dirname(file);
  while (manifestOf(directory)?.name === undefined) directory = dirname(directory);
  return directory;
}

/** A package without its licence must not be shipped: then the build fails. */
function licenceOf(directory) {
  const { name, version } = manifestOf(directory);
  const file = readdirSync(directory).find((entry) => /^licen[cs]e/i.test(entry));
  if (file === undefined) throw new Error(`${name} has no file with its licence`);
  return `${name} ${version}\n\n${readFileSync(join(directory, file), 'utf8').trim()}\n`;
}

function manifestOf(directory) {
  const file = join(directory, 'package.json');
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}
