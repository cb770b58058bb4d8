import { LIMITS, type Limits } from '#server/limits/limits';

const ENDLESS = { burst: 1e9, perSecond: 1e9 };

/** For what is measured from one address and a few connections, faster than any people write. */
export const UNHINDERED: Limits = {
  sockets: {
    ...LIMITS.sockets,
    connections: 100_000,
    connectionsOfAddress: 100_000,
    handshakes: ENDLESS,
    messages: ENDLESS,
    messagesOfHolder: ENDLESS,
  },
  requests: {
    ...LIMITS.requests,
    ofAddress: ENDLESS,
    exportsOfAddress: ENDLESS,
    changesOfAddress: ENDLESS,
    exportsOfHolder: ENDLESS,
    links: 100_000,
  },
};
