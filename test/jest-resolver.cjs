// TypeScript's ESM imports end in ".js" while the file on disk is ".ts": try the source first.
module.exports = (request, options) => {
  if (request.startsWith('.') && request.endsWith('.js') && !options.basedir.includes('node_modules')) {
    try {
      return options.defaultResolver(request.replace(/\.js$/, '.ts'), options);
    } catch {
      // Not one of ours: fall through to the default.
    }
  }
  return options.defaultResolver(request, options);
};
