import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** Stands before a server and keeps every byte that it answers, headers and frames alike. */
export class Recorder {
  readonly url: string;
  readonly #answered: Buffer[][] = [];
  readonly #sockets = new Set<Socket>();
  readonly #close: () => Promise<void>;

  private constructor(url: string, close: () => Promise<void>) {
    this.url = url;
    this.#close = close;
  }

  static async before(target: string): Promise<Recorder> {
    const { hostname, port } = new URL(target);
    const server = createServer((client) => {
      const upstream = connect(Number(port), hostname);
      const chunks: Buffer[] = [];
      recorder.#answered.push(chunks);
      upstream.on('data', (chunk: Buffer) => chunks.push(chunk));
      client.pipe(upstream).pipe(client);
      for (const socket of [client, upstream]) {
        recorder.#sockets.add(socket);
        // A connection that either side drops is an answer like another.
        socket.on('error', () => {});
        socket.on('close', () => (client.destroy(), upstream.destroy()));
      }
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const recorder = new Recorder(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, async () => {
      const closed = once(server, 'close');
      server.close();
      for (const socket of recorder.#sockets) socket.destroy();
      await closed;
    });
    return recorder;
  }

  /** Everything answered so far, connection by connection. */
  get bytes(): Buffer {
    return Buffer.concat(this.#answered.flat());
  }

  close(): Promise<void> {
    return this.#close();
  }
}
