import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { RequestHandler } from 'express';
import { provideHost } from '#shared/host';
import type { Instant } from '#shared/kernel/instant';
import { serveApp, type Served } from '../support/served-app.ts';
import { UNHINDERED } from '../support/unhindered.ts';

/** The folder of the built pages. */
export const BUILT = resolve(import.meta.dirname, '../../build');

/** The whole product, pages included, on a data folder that stays readable. */
export async function serveProduct(start: Instant, folder: string): Promise<Served> {
  return withPages(await serveApp(start, folder, { limits: UNHINDERED }));
}

/** Adds the pages. A second server of one test file takes them over: they ask whoever was named last. */
export async function withPages(served: Served): Promise<Served> {
  const built = resolve(BUILT, 'handler.js');
  if (!existsSync(built)) throw new Error('the pages are not built: npm test builds them first');
  provideHost(served.app.host);
  process.env['ORIGIN'] = served.url;
  const { handler } = (await import(/* @vite-ignore */ built)) as { handler: RequestHandler };
  served.app.express.use(handler);
  return served;
}
