import type { IncomingMessage, ServerResponse } from 'node:http';

const HEADERS = {
  'x-content-type-options': 'nosniff',
  // Our own pages are told: under `no-referrer` a browser sends our forms from nowhere. Nobody else is told anything.
  'referrer-policy': 'same-origin',
  // A place is declared, never measured (PRV-2).
  'permissions-policy': 'geolocation=(), camera=(), microphone=()',
  'cross-origin-opener-policy': 'same-origin',
  'content-security-policy': "frame-ancestors 'none'",
  // Nothing of the field stays on a disk; the built files, which hold nothing of it, say otherwise of themselves (PRV-43).
  'cache-control': 'no-store',
} as const;

/** What every response says, whoever wrote it. A page rendered with its own policy overrides the one here. */
export function securityHeaders(_request: IncomingMessage, response: ServerResponse, next: () => void): void {
  for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
  response.removeHeader('x-powered-by');
  next();
}
