import { Buffer } from 'node:buffer';
import { setTimeout as pause } from 'node:timers/promises';
import type { Instant } from '#shared/kernel/instant';
import type { Door } from '#shared/wire/up';
import { Child } from '../child.ts';
import { openSocketIo, type Link } from '../link.ts';
import { type Figure, figureOfOne } from '../log/figure.ts';
import { inFolder } from '../log/workload.ts';
import { spaceOf, Tablet } from '../tablet.ts';

/** What one change may cost beside itself, in bytes (PERFORMANCE, F6). */
const ALLOWED_BYTES = 24;
const BATCH = 16;
const ROUNDS = 10;
/** Further apart than the publisher's tick. */
const EVERY_MS = 120;
/** When the product's server begins (`product-server.ts`). */
const NOW = '2026-11-21T16:31:00.000Z' as Instant;

/** Bytes that came over the link for changes, of the messages' own bodies, and of the changes in them; all as UTF-8. */
type Bytes = { wire: number; bodies: number; changes: number; messages: number; count: number };

/**
 * F6, counted on a screen's own socket: what a lead receives for one arrival at a time, and the hospital for sixteen
 * requests made at once, beside the JSON of those changes. What carries no change (beats, pings) is told apart.
 */
export function run(): Promise<Figure[]> {
  return inFolder(async (folder) => {
    const server = new Child('product-server', folder);
    try {
      const { port } = await server.next<{ port: number }>();
      const lead = await Listener.at(port, { door: 'lead' });
      const hospital = await Listener.at(port, { door: 'hospital' });
      const door = await openSocketIo(port, { door: 'restspace', space: spaceOf(0) }, () => {});
      const tablet = new Tablet(door, spaceOf(0));
      await tablet.open();
      const ward = await openSocketIo(port, { door: 'hospital' }, () => {});
      const single = await lead.during(() => tablet.count());
      const batch = await hospital.during(() => askForBeds(ward));
      return figuresOf(single, batch);
    } finally {
      await server.stop();
    }
  });
}

function figuresOf(single: Bytes, batch: Bytes): Figure[] {
  const bytes = (value: number) => `${value.toFixed(0)} B`;
  const spread = ({ count, messages }: Bytes) => `${count} changes in ${messages} messages`;
  return [
    figureOfOne(
      `F6 bytes over a change, one at a time, of ${ALLOWED_BYTES} B`,
      '<= 1',
      { product: (single.wire - single.changes) / single.messages, anchor: ALLOWED_BYTES },
      bytes,
      spread(single),
    ),
    figureOfOne(
      'F6 the same, over the message with its revisions and time',
      '<= 1',
      { product: (single.wire - single.bodies) / single.messages, anchor: ALLOWED_BYTES },
      bytes,
      spread(single),
    ),
    figureOfOne(
      `F6 bytes of ${BATCH} changes at once, beside the changes`,
      '<= 1.1',
      { product: batch.wire / ROUNDS, anchor: batch.changes / ROUNDS },
      bytes,
      spread(batch),
    ),
  ];
}

function askForBeds(ward: Link): Promise<unknown> {
  return Promise.all(
    Array.from({ length: BATCH }, () =>
      ward.ask({ type: 'RequestAdmission', origin: 'urgences', needs: ['bilan'], requestedAt: NOW }),
    ),
  );
}

/** A screen that counts what comes. */
class Listener {
  readonly #link: Link;
  readonly #texts: string[];
  #others = 0;

  private constructor(link: Link, texts: string[]) {
    this.#link = link;
    this.#texts = texts;
    link.socket.on('message', (message) => {
      if (!message.toString().startsWith('42["view:changes",')) this.#others += framed(message.length);
    });
  }

  static async at(port: number, as: Door): Promise<Listener> {
    const texts: string[] = [];
    return new Listener(await openSocketIo(port, as, (text) => texts.push(text)), texts);
  }

  async during(act: () => Promise<unknown>): Promise<Bytes> {
    await pause(EVERY_MS);
    const before = this.#link.socket._socket.bytesRead - this.#others;
    this.#texts.length = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      await act();
      await pause(EVERY_MS);
    }
    const changes = this.#texts.flatMap((text) => (JSON.parse(text) as { changes: object[] }).changes);
    const sizeOf = (texts: readonly string[]) =>
      texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
    return {
      wire: this.#link.socket._socket.bytesRead - this.#others - before,
      bodies: sizeOf(this.#texts),
      changes: sizeOf(changes.map((change) => JSON.stringify(change))),
      messages: this.#texts.length,
      count: changes.length,
    };
  }
}

/** A message of so many bytes with the head of its frame (RFC 6455, 5.2): a server's has no mask. */
function framed(bytes: number): number {
  return bytes + (bytes < 126 ? 2 : bytes < 65_536 ? 4 : 10);
}
