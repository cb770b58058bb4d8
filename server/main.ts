import { enableCompileCache, flushCompileCache } from 'node:module';

// Half of a start is reading our own files and stripping their types: what that gave is kept inside the program's own
// folder, which nobody else may write. A folder that is read-only, or not yet there, only makes the start a little longer.
enableCompileCache(new URL('../node_modules/.cache/passerelle', import.meta.url).pathname);
const { serve } = await import('./serve.ts');
await serve();
// A server is ended by a signal, after which nothing is kept.
flushCompileCache();
