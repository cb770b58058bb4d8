import { resolve } from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { build } from 'vite';
import { smallReader } from '../../web/client-build.ts';

/**
 * A file of these tests and all it needs of the product, as one script for a browser and its style: no route of the
 * product is for tests.
 */
export async function bundle(entry: string): Promise<{ script: string; style: string }> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    plugins: [smallReader, svelte({ configFile: false, compilerOptions: { runes: true, css: 'injected' } })],
    build: {
      write: false,
      lib: { entry: resolve(import.meta.dirname, entry), formats: ['iife'], name: 'bundle' },
      rolldownOptions: { output: { codeSplitting: false } },
    },
  });
  const [output] = [built].flat();
  if (!output || !('output' in output)) throw new Error('nothing was built');
  const style = output.output.flatMap((part) =>
    part.type === 'asset' && part.fileName.endsWith('.css') ? [String(part.source)] : [],
  );
  return { script: output.output[0].code, style: style.join('\n') };
}
