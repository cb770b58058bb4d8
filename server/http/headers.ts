import type { IncomingMessage, ServerResponse } from 'node:http';
import { DAY, SECOND } from '#shared/kernel/instant';

const HEADERS = {
  'x-content-type-options': 'nosniff',
  // Our own pages are told: under `no-referrer` a browser sends our forms from nowhere. Nobody else is told anything.
  'referrer-policy': 'same-origin',
  // A place is declared, never measured (PRV-2).
  'permissions-policy': 'geolocation=(), camera=(), microphone=()',
  'cross-origin-opener-policy': 'same-origin',
  // No page of another site shows or reads anything of ours, not even as an image or a script.
  'cross-origin-resource-policy': 'same-origin',
  // For what is no page. A worker lives under the policy of its own file, so the files keep what workers need.
  'content-security-policy': "object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  // Nothing of the field stays on a disk; the built files, which hold nothing of it, say otherwise of themselves (PRV-43).
  'cache-control': 'no-store',
} as const;

/** A browser that came once by https never tries another way again. */
const ALWAYS_SECURE = { 'strict-transport-security': `max-age=${(730 * DAY) / SECOND}; includeSubDomains` };

export type SayHeaders = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;

/**
 * What every response says, whoever wrote it. A page rendered with its own policy overrides the one here. `isSecure`:
 * whether browsers find this server by https, whatever stands between.
 */
export function securityHeaders(isSecure: boolean): SayHeaders {
  const lines = Object.entries({ ...HEADERS, ...(isSecure ? ALWAYS_SECURE : {}) });
  return (_request, response, next) => {
    for (const [name, value] of lines) response.setHeader(name, value);
    response.removeHeader('x-powered-by');
    next();
  };
}
