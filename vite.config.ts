import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';
import { territoryOfBuild } from './server/deployment/built-pages.ts';
import { fewerFiles, shortMessages, smallReader } from './web/client-build.ts';
import { i18n } from './web/messages/options.ts';

/** Packages prepared before the first visit: otherwise that visit ends in a reload. */
export const optimized = ['maplibre-gl', 'socket.io-client'];

/** The pack whose words these pages carry: elsewhere `#territory` is the default one (package.json). */
const pack = new URL(`shared/territories/${territoryOfBuild(process.env)}/`, import.meta.url).pathname;

export default defineConfig({
  resolve: { alias: [{ find: /^#territory\//, replacement: pack }] },
  build: {
    // An inlined font becomes a data: address, which the content security policy refuses.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1500,
    // The router names every page: the files of them all would be a sixth of what each one waits for.
    modulePreload: {
      resolveDependencies: (_file, files, { hostId }) => (hostId.includes('/entry/app.') ? [] : files),
    },
    rolldownOptions: { checks: { bundlerTimings: false } },
  },
  optimizeDeps: { include: optimized },
  plugins: [smallReader, paraglideVitePlugin(i18n), shortMessages, fewerFiles, sveltekit()],
});
