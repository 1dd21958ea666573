import { defineConfig } from 'vite';

// Builds the chat page into dist/page, from where the simulator serves it. `npm run dev:page -w whatsapp-simulator` shows
// changes at once, against a simulator that runs on port 4000 (`npm start`).
export default defineConfig({
  root: import.meta.dirname,
  base: './',
  logLevel: 'warn',
  build: {
    outDir: '../dist/page',
    // Beside /simulator and the Graph versions: see page-routes.ts.
    assetsDir: 'page',
    emptyOutDir: true,
    target: 'es2022',
    // The first browsers that know light-dark().
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    reportCompressedSize: false,
  },
  server: { proxy: { '/simulator': `http://127.0.0.1:${process.env.SIMULATOR_PORT ?? 4000}` } },
});
