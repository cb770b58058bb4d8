import type { ServerResponse } from 'node:http';

const TEXT = JSON.stringify({ outcome: 'refused' });

/** In the words of HTTP: unreadable, not from our pages, not here, no length, too large, no name of ours, too many, our fault. */
export type TurnedAway = 400 | 403 | 404 | 411 | 413 | 421 | 429 | 500;

/**
 * Answers what is not let in. One text for all, of one length: nothing of what was asked comes back, nor anything by
 * which one reason could be told from another beside its number. `retryAfterS`: when it may be asked again.
 */
export function turnAway(response: ServerResponse, status: TurnedAway, retryAfterS?: number): void {
  // An answer that has begun cannot become another one.
  if (response.headersSent) return void response.destroy();
  response.statusCode = status;
  response.setHeader('content-type', 'application/json; charset=utf-8');
  response.setHeader('content-security-policy', "default-src 'none'; frame-ancestors 'none'");
  if (retryAfterS !== undefined) response.setHeader('retry-after', retryAfterS);
  // What is still being sent is not read to its end.
  if (status === 411 || status === 413 || status === 429) response.setHeader('connection', 'close');
  // eslint-disable-next-line no-restricted-syntax -- a constant of this file: there is nothing in it for the gate to check
  response.end(TEXT);
}

/** Nothing of ours answered; or an address that cannot be read; or a failure of ours, which the journal is told. */
export function statusOf(cause: unknown, onFault: (cause: unknown) => string): TurnedAway {
  if (cause === undefined || cause === null) return 404;
  if (cause instanceof URIError) return 400;
  onFault(cause);
  return 500;
}
