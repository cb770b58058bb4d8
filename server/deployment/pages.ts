import { existsSync } from 'node:fs';
import type { App } from '#server/app';
import { ADDRESS_HEADER, HOST_HEADER, PROTOCOL_HEADER } from '#server/http/where-from';
import type { Limits } from '#server/limits/limits';
import { builtPagesOf, DEFAULT_TERRITORY } from './built-pages.ts';

export type PagesOptions = {
  readonly territory: string;
  /** Vite's pages, made as they are asked for, instead of the built ones. */
  readonly dev: boolean;
  readonly limits: Limits;
};

/** The built pages of a territory, or in development Vite's. Both after the API and behind the same headers. */
export async function servePages(
  app: App,
  { territory, dev, limits }: PagesOptions,
): Promise<{ close(): Promise<void> }> {
  tellPages(limits);
  if (dev) {
    const { createServer } = await import('vite');
    // The same port for hot updates: a second one would be blocked by the content security policy.
    const vite = await createServer({
      appType: 'custom',
      server: { middlewareMode: true, hmr: { server: app.http } },
    });
    app.express.use(vite.middlewares);
    return { close: () => vite.close() };
  }
  const built = new URL(`../../${builtPagesOf(territory)}/handler.js`, import.meta.url);
  if (!existsSync(built))
    throw new Error(
      territory === DEFAULT_TERRITORY
        ? 'the pages are not built: npm run build, or npm start which builds first'
        : `the pages are not built: PASSERELLE_TERRITORY=${territory} npm run build`,
    );
  const { handler } = (await import(built.href)) as { handler: Parameters<App['express']['use']>[0] };
  app.express.use(handler);
  return { close: async () => {} };
}

/** What the pages' servers read from the environment when they are loaded: the same for each of them. */
function tellPages({ requests }: Limits): void {
  // What they are asked by is told with each request: several names may lead to one of them.
  delete process.env['ORIGIN'];
  process.env['ADDRESS_HEADER'] = ADDRESS_HEADER;
  process.env['PROTOCOL_HEADER'] = PROTOCOL_HEADER;
  process.env['HOST_HEADER'] = HOST_HEADER;
  process.env['BODY_SIZE_LIMIT'] = String(requests.bodyBytes);
}
