import type { Server } from 'node:http';
import { provideHost } from '#shared/host';
import { readConfig, type Config } from './config.ts';
import { frontServer } from './deployment/front.ts';
import { openAll } from './deployment/open-all.ts';
import type { OpenTerritory } from './deployment/open-territory.ts';
import { Figures } from './metrics/figures.ts';
import { serveMetrics } from './metrics/serve.ts';

/** The longest that a stop takes beside the notice of it. */
const SHUTDOWN_MS = 8_000;

/**
 * Opens every territory that the configuration names, listens, and serves until a signal. A start that fails tells the
 * person who made it one sentence, and ends the process.
 */
export async function serve(): Promise<void> {
  try {
    await start();
  } catch (cause) {
    // What stops a start is for the person who starts it: not a stack of our files.
    process.stderr.write(`${cause instanceof Error ? cause.message : String(cause)}\n`);
    process.exit(1);
  }
}

async function start(): Promise<void> {
  const config = readConfig(process.argv.slice(2), process.env);
  const opened = await openAll(config);
  const listener = listenerBefore(opened, config);
  await new Promise<void>((resolve, reject) => {
    listener.once('error', reject);
    listener.listen(config.port, config.host, resolve);
  });
  const { metrics } = config.nodes;
  const figures = () => new Figures(opened.map(({ app }) => app.metrics));
  const stopMetrics = metrics ? await serveMetrics(figures(), metrics.port, metrics.host) : () => {};
  for (const territory of opened) process.stdout.write((await territory.begin()) ?? '');
  if (config.demo)
    process.stdout.write(`\n  Passerelle (données simulées) : http://localhost:${config.port}\n\n`);

  const shutdown = async () => {
    // An open tab must not hold the process.
    setTimeout(() => process.exit(0), config.nodes.drainNoticeMs + SHUTDOWN_MS).unref();
    await Promise.all(opened.map((territory) => territory.drain()));
    stopMetrics();
    await Promise.all(opened.map((territory) => territory.close()));
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void shutdown());
}

/** One territory listens itself, under whatever name it is asked; several stand behind a front that reads the name. */
function listenerBefore(opened: readonly OpenTerritory[], { territories, limits }: Config): Server {
  const [first] = opened;
  if (first && territories.kind === 'one') {
    provideHost(first.app.host);
    return first.app.http;
  }
  const hosted = opened.flatMap(({ app, hosts }) => hosts.map((host) => [host, app] as const));
  return frontServer(limits.requests, new Map(hosted));
}
