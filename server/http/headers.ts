import type { RequestHandler } from 'express';

/** What every response says, whoever wrote it. A page rendered with its own policy overrides the last one. */
export const securityHeaders: RequestHandler = (_request, response, next) => {
  response.set({
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    // A place is declared, never measured (PRV-2).
    'permissions-policy': 'geolocation=(), camera=(), microphone=()',
    'cross-origin-opener-policy': 'same-origin',
    'content-security-policy': "frame-ancestors 'none'",
  });
  response.removeHeader('x-powered-by');
  next();
};
