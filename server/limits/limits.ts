import type { Bucket } from './token-buckets.ts';

/**
 * Every bound on what a stranger, or a device gone mad, may ask of this server: one page, each with its reason. None
 * of them is met by people at work, who write a few times a minute. Times are real: a demonstration that runs sixty times
 * faster fills its buckets sixty times faster, since its people write so much more often.
 */
export type Limits = {
  readonly sockets: {
    /** Larger than any command of the protocol; a frame above it costs its sender the connection. */
    readonly frameBytes: number;
    /** Open at once. Each costs some 50 kB; a deployment has a few hundred screens. */
    readonly connections: number;
    /** Open at once from one address. A hospital or a town hall is one address, with all of its screens. */
    readonly connectionsOfAddress: number;
    /** New ones from one address: after a restart, all screens of one address come back within a few seconds. */
    readonly handshakes: Bucket;
    /** From one connection: a phone back from a tunnel sends what waited, fifty acts or more, at once. */
    readonly messages: Bucket;
    /** From all connections of one account or screen: several windows of one person, never a farm of them. */
    readonly messagesOfHolder: Bucket;
    /** From the opening of a link to a handshake of the protocol; who says nothing is not of ours. */
    readonly greetingMs: number;
    /** Waiting for one client that does not read: several times the largest first view. More makes it late, not richer. */
    readonly waitingBytes: number;
    /** The same, in messages: a dozen seconds of the busiest evening. */
    readonly waitingMessages: number;
    /** From being told that it is behind to being cut, for a client that does not even read that. */
    readonly graceMs: number;
  };
  readonly requests: {
    /** Any request of one address: a page is some forty files, and an office opens its pages in the same minute. */
    readonly ofAddress: Bucket;
    /** What changes something: sign-in, invitations, administration; their own waits come on top of it. */
    readonly changesOfAddress: Bucket;
    /** Files for other software, from one address and from one account. They are asked for once a minute at most. */
    readonly exportsOfAddress: Bucket;
    readonly exportsOfHolder: Bucket;
    /** A form of the product is a few hundred bytes; an edited territory some tens of thousands. */
    readonly bodyBytes: number;
    /** All header lines of a request together: cookies are three short tokens. */
    readonly headerBytes: number;
    /** From the first byte of a request to the end of its headers, and of all of it: a slow writer holds a place. */
    readonly headersMs: number;
    readonly requestMs: number;
    /** An idle link is kept this long for the next request. */
    readonly idleMs: number;
    /** Links of any kind to this process, those of sockets included. */
    readonly links: number;
  };
};

export const LIMITS: Limits = {
  sockets: {
    frameBytes: 16_384,
    connections: 4_000,
    connectionsOfAddress: 600,
    handshakes: { burst: 600, perSecond: 30 },
    messages: { burst: 150, perSecond: 10 },
    messagesOfHolder: { burst: 450, perSecond: 30 },
    greetingMs: 10_000,
    waitingBytes: 2_097_152,
    waitingMessages: 256,
    graceMs: 5_000,
  },
  requests: {
    ofAddress: { burst: 3_000, perSecond: 100 },
    changesOfAddress: { burst: 120, perSecond: 4 },
    exportsOfAddress: { burst: 240, perSecond: 10 },
    exportsOfHolder: { burst: 120, perSecond: 5 },
    bodyBytes: 65_536,
    headerBytes: 8_192,
    headersMs: 10_000,
    requestMs: 20_000,
    idleMs: 5_000,
    links: 5_000,
  },
};

/** Plain links beside those of sockets: pages, files, and what has not said yet what it is. */
const OTHER_LINKS = LIMITS.requests.links - LIMITS.sockets.connections;

/** The limits of a deployment that says how many sockets it takes; of any other, the usual ones. */
export function limitsFor(connections: number | undefined): Limits {
  if (connections === undefined) return LIMITS;
  const { sockets, requests } = LIMITS;
  return {
    sockets: { ...sockets, connections },
    requests: { ...requests, links: connections + OTHER_LINKS },
  };
}
