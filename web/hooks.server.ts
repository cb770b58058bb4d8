import { building } from '$app/environment';
import { paraglideMiddleware } from '#lib/paraglide/server.js';
import { withoutScope } from '#shared/access/pages';
import { useHost } from '#shared/host';
import { error, redirect, type Handle, type HandleServerError, type RequestEvent } from '@sveltejs/kit';
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

/** Before anything of a page is prepared: an address that no list opens to its reader prepares nothing. */
const access: Handle = ({ event, resolve }) => {
  const { route, params, locals, request } = event;
  // An address that the router does not know is nobody's secret: it has its own page.
  if (building || route.id === null) return resolve(event);
  const own = Object.values(params).join(' ') || null;
  switch (locals.host.mayOpen(route.id, own, request.headers.get('cookie'))) {
    case 'open':
      return resolve(event);
    case 'sign-in':
      return redirect(303, `/connexion?vers=${withoutScope(route.id)}`);
    case 'forbidden':
      return shut(event);
  }
};

/** The page that says so and gives a way back; to a page that asks for its data only, the same as an error. */
async function shut(event: RequestEvent): Promise<Response> {
  if (event.isDataRequest) error(403, { kind: 'refusal', message: 'forbidden' });
  const { body, headers } = await event.fetch('/acces');
  return new Response(body, { status: 403, headers });
}

export const handle = sequence(locale, host, access);

/** A page never shows what went wrong inside: only that it did (UX 3.3). */
export const handleError: HandleServerError = ({ status }) =>
  status === 404
    ? { kind: 'refusal', message: 'not found' }
    : { kind: 'fault', message: 'the page could not be prepared' };
