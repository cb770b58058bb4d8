import type { Audience } from '#shared/view/changes';
import { Client } from '../support/client.ts';
import { DOORS, handshakeOf } from './inputs.ts';
import { Recorder } from './recorder.ts';

/** One connected reader of each audience, each behind a recorder of its own. */
export class Listeners {
  readonly #all: ReadonlyMap<Audience, { client: Client; recorder: Recorder }>;

  private constructor(all: ReadonlyMap<Audience, { client: Client; recorder: Recorder }>) {
    this.#all = all;
  }

  static async on(url: string): Promise<Listeners> {
    const all = new Map<Audience, { client: Client; recorder: Recorder }>();
    for (const door of DOORS) {
      const recorder = await Recorder.before(url);
      const client = new Client(recorder.url, handshakeOf(door));
      await client.next('view:beat');
      all.set(door.door, { client, recorder });
    }
    return new Listeners(all);
  }

  get audiences(): Audience[] {
    return [...this.#all.keys()];
  }

  /** Asks for everything each may see now, and waits for it: what was pushed before has arrived then too. */
  async askAgain(): Promise<void> {
    for (const { client } of this.#all.values()) {
      const beat = new Promise<void>((resolve) => client.socket.once('view:beat', () => resolve()));
      client.socket.emit('view:sync', { since: null });
      await beat;
    }
  }

  /** Every byte this audience was sent: headers of the upgrade, frames, beats. */
  bytesOf(audience: Audience): Buffer {
    return this.#all.get(audience)?.recorder.bytes ?? Buffer.alloc(0);
  }

  /** Every message this audience was sent, read. */
  messagesOf(audience: Audience): Client['frames'] {
    return this.#all.get(audience)?.client.frames ?? [];
  }

  async close(): Promise<void> {
    for (const { client, recorder } of this.#all.values()) {
      client.close();
      await recorder.close();
    }
  }
}
