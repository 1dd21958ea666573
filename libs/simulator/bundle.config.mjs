import { defineConfig } from 'vite';

// Puts the some 250 modules of the simulator into a few files, without their dependencies: a process that starts a simulator
// listens a quarter sooner. Where the files lie matters to page-routes.ts, which finds the chat page from there.
export default defineConfig({
  root: import.meta.dirname,
  logLevel: 'warn',
  publicDir: false,
  build: {
    ssr: true,
    outDir: 'dist/bundle',
    emptyOutDir: true,
    target: 'node20',
    minify: false,
    sourcemap: true,
    reportCompressedSize: false,
    rolldownOptions: {
      input: { index: 'src/index.ts', cli: 'src/cli/index.ts' },
      output: { entryFileNames: '[name].js', chunkFileNames: '[name].js' },
    },
  },
});
