import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { RequestHandler } from 'express';
import { ADDRESS_HEADER } from '#server/http/where-from';
import { provideHost } from '#shared/host';
import type { Instant } from '#shared/kernel/instant';
import { newFolder, serveApp, type Served, type ServeOptions } from './served-app.ts';

const built = resolve(import.meta.dirname, '../../build/handler.js');

/** The pages learn once, when they are loaded, what their address is: a server after the first one takes its place. */
let port = 0;

/** A whole server with the built pages, on a clock that stands until the test moves it. One at a time to a test file. */
export async function servePages(
  start: Instant,
  options: ServeOptions = {},
  folder = newFolder(),
): Promise<Served> {
  if (!existsSync(built)) throw new Error('the pages are not built: npm test builds them first');
  const served = await serveApp(start, folder, { ...options, port });
  port = Number(new URL(served.url).port);
  provideHost(served.app.host);
  process.env['ORIGIN'] = served.url;
  process.env['ADDRESS_HEADER'] = ADDRESS_HEADER;
  const { handler } = (await import(/* @vite-ignore */ built)) as { handler: RequestHandler };
  served.app.express.use(handler);
  return served;
}
