import { version } from '$service-worker';

// The field phone and the post's screen without network: their pages, and every file that these need, kept on the device
// at the first visit, each by its own registration. What is kept is the same for every team and every post: never a view,
// never an answer of the server about anybody (PRV-44).

/** What a worker may do, as far as this one does it: the library of types for workers would replace the pages' own. */
type Later = Event & { waitUntil(work: Promise<unknown>): void };
type Asking = Later & { readonly request: Request; respondWith(answer: Promise<Response>): void };
type Worker = {
  addEventListener(name: 'install' | 'activate', listener: (event: Later) => void): void;
  addEventListener(name: 'fetch', listener: (event: Asking) => void): void;
  skipWaiting(): Promise<void>;
  readonly clients: { claim(): Promise<void> };
  readonly registration: { readonly scope: string };
};
const worker = globalThis as unknown as Worker;

type Shell = {
  readonly name: string;
  readonly pages: readonly string[];
  readonly beside: readonly string[];
  /** The device's copy first: a team underground waits for nobody. A post's page has its own first frame, so last. */
  readonly opens: 'kept' | 'asked';
  /** `omit`: asked for as by nobody, since to a post the server would give its view. */
  readonly as: 'same-origin' | 'omit';
};
const SHELLS = {
  terrain: {
    name: 'terrain',
    pages: ['/terrain', '/terrain/tournee'],
    beside: ['/terrain.webmanifest', '/terrain/icone-192.png', '/terrain/icone-512.png'],
    opens: 'kept',
    as: 'same-origin',
  },
  ratp: { name: 'ratp', pages: ['/ratp'], beside: [], opens: 'asked', as: 'omit' },
} as const satisfies Record<string, Shell>;
const shell: Shell = new URL(worker.registration.scope).pathname.startsWith('/ratp')
  ? SHELLS.ratp
  : SHELLS.terrain;
/** A server that has not answered in this time is taken for absent: a network may be there and carry nothing. */
const ANSWERS_WITHIN_MS = 5_000;
/** Files whose name changes with their content: what is kept under one is right for ever. */
const BUILT = '/_app/immutable/';
const PREFIX = `${shell.name}-`;
const CACHE = PREFIX + version;

worker.addEventListener('install', (event) => {
  event.waitUntil(keepAll().then(() => worker.skipWaiting()));
});

worker.addEventListener('activate', (event) => {
  event.waitUntil(forgetOthers().then(() => worker.clients.claim()));
});

worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== location.origin) return;
  if (request.mode === 'navigate' && shell.pages.includes(pathname)) {
    event.respondWith(shell.opens === 'kept' ? kept(pathname) : asked(request, pathname));
    // It opens with what it has; what it should have had is there the next time.
    event.waitUntil(keepPage(pathname).catch(() => undefined));
  } else if (pathname.startsWith(BUILT) || shell.beside.includes(pathname)) event.respondWith(kept(pathname));
});

/** The server's answer, else what is kept. */
async function asked(request: Request, path: string): Promise<Response> {
  try {
    return await fetch(request, { signal: AbortSignal.timeout(ANSWERS_WITHIN_MS) });
  } catch {
    return kept(path);
  }
}

async function keepAll(): Promise<void> {
  const cache = await caches.open(CACHE);
  await cache.addAll([...shell.beside]);
  for (const page of shell.pages) await keepPage(page);
}

/** What is kept under this address, else the server's answer. */
async function kept(path: string): Promise<Response> {
  return (await (await caches.open(CACHE)).match(path)) ?? fetch(path);
}

/** Keeps a page once everything that it needs is kept: a half of it would open as an empty screen. */
async function keepPage(page: string): Promise<void> {
  const answer = await fetch(page, { cache: 'no-store', credentials: shell.as });
  // Sent elsewhere, to sign in: what came is not this page, and would open in its place.
  if (!answer.ok || answer.redirected) throw new Error('the page was not given');
  const cache = await caches.open(CACHE);
  await keepFiles(cache, namedIn(`${answer.headers.get('link')} ${await answer.clone().text()}`, page));
  await cache.put(page, answer);
}

/** Keeps these built files, those that they name, and so on. */
async function keepFiles(cache: Cache, first: readonly string[]): Promise<void> {
  const seen = new Set(first);
  const waiting = [...first];
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    for (const named of await keepFile(cache, path)) {
      if (seen.has(named)) continue;
      seen.add(named);
      waiting.push(named);
    }
  }
}

/** Keeps one built file; returns those that it names and that this screen may need. */
async function keepFile(cache: Cache, path: string): Promise<string[]> {
  const known = await cache.match(path);
  const answer = known ?? (await fetch(path));
  if (!answer.ok) throw new Error('a file of the page was not given');
  if (!known) await cache.put(path, answer.clone());
  // The list of all routes names every screen of the product: a page's own parts are named in the page.
  if (path.includes('/entry/app.') || !/\.(js|css)$/.test(path)) return [];
  return namedIn(await answer.text(), path).filter((named) => !named.includes('/nodes/'));
}

/** The built files that a text names, by an absolute or a relative address. */
function namedIn(text: string, from: string): string[] {
  const names = text.matchAll(/(?:\.{1,2}|\/_app)\/[\w./-]+\.(?:js|css|woff2)\b/g);
  const paths = [...names].map(([name]) => new URL(name, new URL(from, location.origin)).pathname);
  return paths.filter((path) => path.startsWith(BUILT));
}

async function forgetOthers(): Promise<void> {
  const old = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
}
