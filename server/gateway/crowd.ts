import type { IncomingMessage } from 'node:http';
import type { Holder } from '#server/accounts/holder';
import { clientAddress, type TrustedProxies } from '#server/limits/client-address';
import type { Limits } from '#server/limits/limits';
import { TokenBuckets } from '#server/limits/token-buckets';
import { untakenBytes } from './direct.ts';
import type { PasserelleSocket } from './outbox.ts';

/** One link under a socket, whatever carries it. */
export type Link = PasserelleSocket['conn'];

export type CrowdPorts = {
  limits: Limits['sockets'];
  proxies: TrustedProxies;
  /** How much faster than life people write now. */
  speed: () => number;
  violation: (rule: 'crowd' | 'too-fast' | 'too-slow') => void;
  /** Tells a client that it is behind, and that nothing more of its view waits for it. */
  tellBehind: (link: Link) => void;
};

/** Who is connected, how many from where, how fast each of them speaks, and who does not listen. */
export class Crowd {
  readonly #ports: CrowdPorts;
  readonly #handshakes: TokenBuckets<string>;
  readonly #messages: TokenBuckets<Link>;
  readonly #messagesOfHolder: TokenBuckets<string>;
  readonly #links = new Map<Link, { address: string; holder: string | null }>();
  readonly #ofAddress = new Map<string, number>();

  constructor(ports: CrowdPorts) {
    this.#ports = ports;
    this.#handshakes = new TokenBuckets(ports.limits.handshakes);
    this.#messages = new TokenBuckets(ports.limits.messages, undefined, Infinity);
    this.#messagesOfHolder = new TokenBuckets(ports.limits.messagesOfHolder);
  }

  /** Whether there is room for one more from there. */
  hasRoomFor(request: IncomingMessage): boolean {
    const { limits, proxies, speed, violation } = this.#ports;
    const address = clientAddress(request, proxies);
    const hasRoom =
      this.#links.size < limits.connections &&
      (this.#ofAddress.get(address) ?? 0) < limits.connectionsOfAddress &&
      this.#handshakes.take(address, speed()) === 0;
    if (!hasRoom) violation('crowd');
    return hasRoom;
  }

  /** Counts what this link sends and what waits for it, from its first byte to its last. */
  follow(link: Link): void {
    const address = clientAddress(link.request, this.#ports.proxies);
    this.#links.set(link, { address, holder: null });
    this.#ofAddress.set(address, (this.#ofAddress.get(address) ?? 0) + 1);
    link.once('close', () => {
      this.#links.delete(link);
      this.#messages.forget(link);
      const left = (this.#ofAddress.get(address) ?? 1) - 1;
      if (left > 0) this.#ofAddress.set(address, left);
      else this.#ofAddress.delete(address);
    });
    link.on('packet', ({ type }: { type: string }) => this.#heard(link, type));
    this.#watchWaiting(link);
  }

  /** Who stands behind a link is known once it has spoken the protocol: from then on it is counted under that name too. */
  knows(link: Link, holder: Holder): void {
    const known = this.#links.get(link);
    if (known) known.holder = nameOf(holder);
  }

  #heard(link: Link, type: string): void {
    // The answer to our own beat is not counted: a link that only listens may be as long as it likes.
    if (type === 'pong') return;
    const { speed, violation } = this.#ports;
    const holder = this.#links.get(link)?.holder ?? null;
    const isFast =
      this.#messages.take(link, speed()) > 0 ||
      (holder !== null && this.#messagesOfHolder.take(holder, speed()) > 0);
    if (!isFast) return;
    violation('too-fast');
    cut(link);
  }

  /**
   * What was given to the system is the system's; what it does not take any more waits here, and is bounded. A client
   * past the bound is told that it is behind, once, instead of all that; then it is cut.
   */
  #watchWaiting(link: Link): void {
    const { waitingBytes, waitingMessages, graceMs } = this.#ports.limits;
    // Of the last answer to a poll. What a WebSocket holds it says itself, and that is all that is written to it.
    let leaving = 0;
    let bytes = 0;
    let messages = 0;
    let isBehind = false;
    link.on('packetCreate', ({ data }: { data?: { length: number } }) => {
      bytes += data?.length ?? 0;
      messages += 1;
      // One message alone is never too much: the first view of a lead is large.
      if (isBehind || messages < 2) return;
      if (bytes + (untakenBytes(link) ?? leaving) <= waitingBytes && messages <= waitingMessages) return;
      isBehind = true;
      this.#ports.violation('too-slow');
      // This very message is not in the list yet.
      queueMicrotask(() => {
        discardWaiting(link);
        this.#ports.tellBehind(link);
      });
      const last = setTimeout(() => cut(link), graceMs);
      link.once('close', () => clearTimeout(last));
    });
    link.on('flush', () => {
      leaving = bytes;
      bytes = 0;
      messages = 0;
    });
  }
}

/** Ends a link at once, whether or not its other end agrees: whoever floods does not answer a farewell. */
export function cut(link: Link): void {
  const { transport, request } = link;
  link.close(true);
  const carrier: unknown = 'socket' in transport ? transport.socket : undefined;
  if (isWebSocket(carrier)) carrier.terminate();
  else request.socket.destroy();
}

function isWebSocket(carrier: unknown): carrier is { terminate(): void } {
  return typeof carrier === 'object' && carrier !== null && 'terminate' in carrier;
}

/** The link's own list of what waits, which it shows to nobody by its types: emptied in place. */
function discardWaiting(link: Link): void {
  const { writeBuffer } = link as unknown as { writeBuffer: unknown[] };
  writeBuffer.length = 0;
}

/** Nobody, and a demonstration's visitors, are many people under one name: they are counted by their links alone. */
function nameOf(holder: Holder): string | null {
  switch (holder.kind) {
    case 'account':
      return `account ${holder.account}`;
    case 'screen':
      return `screen ${holder.screen}`;
    case 'anyone':
    case 'visitor':
      return null;
  }
}
