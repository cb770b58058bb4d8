import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';

/** A port of loopback that nobody listens on now: what starts again needs the same one, so the system cannot choose it then. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  const closed = once(probe, 'close');
  probe.close();
  await closed;
  return port;
}

/** How often another port is asked for: another process may take one between the probe and whoever was to listen there. */
const PORTS_TRIED = 3;

/** What begins on a free port, begun on another one when it ends as it starts. */
export async function onFreePort<Server>(begin: (port: number) => Promise<Server>): Promise<Server> {
  for (let tried = 1; tried < PORTS_TRIED; tried += 1) {
    const server = await begin(await freePort()).catch(() => undefined);
    if (server !== undefined) return server;
  }
  return begin(await freePort());
}
