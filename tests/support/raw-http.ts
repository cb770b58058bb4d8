import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** A plain link to the server, on which a test writes whatever bytes it likes. `from`: an address of this machine. */
export async function openLink(url: string, from?: string): Promise<Socket> {
  const { hostname, port } = new URL(url);
  const link = connect({
    host: hostname,
    port: Number(port),
    ...(from === undefined ? {} : { localAddress: from }),
  });
  // Whoever is cut off is told so by an error as often as by an end.
  link.on('error', () => {});
  await once(link, 'connect');
  return link;
}

/** All that comes back until the other end closes. */
export async function readToEnd(link: Socket): Promise<string> {
  const parts: Buffer[] = [];
  link.on('data', (part: Buffer) => parts.push(part));
  await once(link, 'close');
  return Buffer.concat(parts).toString('latin1');
}

/** Sends these bytes and gives the whole answer, as it was written. */
export async function exchange(url: string, bytes: string | Buffer, from?: string): Promise<string> {
  const link = await openLink(url, from);
  link.write(bytes);
  return readToEnd(link);
}
