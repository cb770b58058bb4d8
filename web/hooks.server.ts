import { building } from '$app/environment';
import { paraglideMiddleware } from '#lib/paraglide/server.js';
import { afterKeeping } from '#lib/access/cookie-header.ts';
import { withoutScope } from '#shared/access/pages';
import { useHost } from '#shared/host';
import { error, redirect, type Handle, type HandleServerError, type RequestEvent } from '@sveltejs/kit';
import { sequence } from '@sveltejs/kit/hooks';

const locale: Handle = ({ event, resolve }) =>
  paraglideMiddleware(event.request, ({ request, locale: lang }) => {
    event.request = request;
    return resolve(event, { transformPageChunk: ({ html }) => html.replace('%lang%', lang) });
  });

/** A page says its letters, which a browser must not guess, and is kept by nobody. */
const paper: Handle = async ({ event, resolve }) => {
  const response = await resolve(event);
  if (response.headers.get('content-type')?.startsWith('text/html')) {
    response.headers.set('content-type', 'text/html; charset=utf-8');
    response.headers.set('cache-control', 'no-store');
  }
  return response;
};

const host: Handle = ({ event, resolve }) => {
  // Prerendering has no server behind it.
  if (!building) event.locals.host = useHost(event.platform?.req);
  return resolve(event);
};

/** What the request brings to the identities, and what their answers give its browser to keep. */
const identity: Handle = async ({ event, resolve }) => {
  const { locals, request } = event;
  const given: string[] = [];
  let forget = false;
  let cookie = request.headers.get('cookie') ?? undefined;
  locals.visit = () => ({
    cookie,
    address: building ? undefined : event.getClientAddress(),
    userAgent: request.headers.get('user-agent') ?? undefined,
  });
  locals.keep = (answer) => {
    given.push(...answer.cookies);
    forget ||= answer.forget ?? false;
    cookie = afterKeeping(cookie, answer.cookies);
  };
  // Rights that changed since the last page come with another token.
  if (!building && locals.host.identity)
    locals.keep(await locals.host.identity.entry.rotated(locals.visit()));
  const response = await resolve(event);
  for (const line of given) response.headers.append('set-cookie', line);
  // What waits in the outbox, the pages kept for a phone, what a screen remembers: a right was taken, and they go with it.
  if (forget) response.headers.set('clear-site-data', '"storage"');
  return response;
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
      return redirect(303, wasScreen(event) ? '/appairer' : `/connexion?vers=${withoutScope(route.id)}`);
    case 'forbidden':
      locals.host.turnedAway(request.headers.get('cookie'));
      return shut(event);
  }
};

/** Nobody stands before a screen that was revoked to sign in: it shows a code again. */
function wasScreen({ locals }: RequestEvent): boolean {
  return locals.host.identity?.screens.standing(locals.visit().cookie).kind === 'former';
}

/** The page that says so and gives a way back; to a page that asks for its data only, the same as an error. */
async function shut(event: RequestEvent): Promise<Response> {
  if (event.isDataRequest) error(403, { kind: 'refusal', message: 'forbidden' });
  const { body, headers } = await event.fetch('/acces');
  return new Response(body, { status: 403, headers });
}

export const handle = sequence(paper, locale, host, identity, access);

/** A page never shows what went wrong inside: only that it did (UX 3.3). */
export const handleError: HandleServerError = ({ status, event }) => ({
  ...(status === 404
    ? { kind: 'refusal', message: 'not found' }
    : { kind: 'fault', message: 'the page could not be prepared' }),
  ...(!building && event.locals.host.simulated && { speed: event.locals.host.speed }),
});
