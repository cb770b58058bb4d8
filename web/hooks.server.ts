import { building } from '$app/environment';
import { paraglideMiddleware } from '#lib/paraglide/server.js';
import { useHost } from '#shared/host';
import type { Handle, HandleServerError } from '@sveltejs/kit';
import { sequence } from '@sveltejs/kit/hooks';

const locale: Handle = ({ event, resolve }) =>
  paraglideMiddleware(event.request, ({ request, locale: lang }) => {
    event.request = request;
    return resolve(event, { transformPageChunk: ({ html }) => html.replace('%lang%', lang) });
  });

const host: Handle = ({ event, resolve }) => {
  // Prerendering has no server behind it.
  if (!building) event.locals.host = useHost();
  return resolve(event);
};

export const handle = sequence(locale, host);

/** A page never shows what went wrong inside: only that it did (UX 3.3). */
export const handleError: HandleServerError = ({ status }) =>
  status === 404
    ? { kind: 'refusal', message: 'not found' }
    : { kind: 'fault', message: 'the page could not be prepared' };
