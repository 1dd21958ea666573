/**
 * Loads the package `file-type` with the first file. It is an ES module, which not everything that runs CommonJS can load (Jest): in the
 * CommonJS copy of this library this file is a bundle that holds the package.
 */
export function loadFileType(): Promise<typeof import('file-type')> {
  return import('file-type');
}
