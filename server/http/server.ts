import { createServer, type RequestListener, type Server } from 'node:http';
import type { Limits } from '#server/limits/limits';

/** How often late requests are looked for: one is cut this much after its time at most. */
const LOOK_MS = 1_000;
/** No browser sends half as many header lines. */
const MOST_HEADERS = 64;
/** A link is opened anew now and then, so that a proxy's share of them stays even. */
const REQUESTS_OF_A_LINK = 1_000;

/** A server whose every wait has an end: who writes slowly, says too much at once or never ends loses its link alone. */
export function boundedServer(limits: Limits['requests'], listener: RequestListener): Server {
  const server = createServer(
    {
      maxHeaderSize: limits.headerBytes,
      headersTimeout: limits.headersMs,
      requestTimeout: limits.requestMs,
      keepAliveTimeout: limits.idleMs,
      connectionsCheckingInterval: LOOK_MS,
      requireHostHeader: true,
      insecureHTTPParser: false,
    },
    listener,
  );
  server.maxHeadersCount = MOST_HEADERS;
  server.maxRequestsPerSocket = REQUESTS_OF_A_LINK;
  server.maxConnections = limits.links;
  return server;
}
