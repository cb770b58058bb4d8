import { createServer } from 'node:http';
import { MINUTE } from '#shared/kernel/instant';
import type { Figures } from './figures.ts';

const TICK_MS = 5 * MINUTE;

/** Serves the figures on a port of their own, which no browser of the public is led to; returns how to stop. */
export async function serveMetrics(figures: Figures, port: number, host: string): Promise<() => void> {
  const server = createServer((request, response) => {
    if (request.method !== 'GET' || request.url !== '/metrics') return void response.writeHead(404).end();
    figures.text().then(
      (text) => response.writeHead(200, { 'content-type': figures.contentType }).end(text),
      () => response.writeHead(500).end(),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const tick = setInterval(() => figures.tick(), TICK_MS);
  return () => {
    clearInterval(tick);
    server.closeAllConnections();
    server.close();
  };
}
