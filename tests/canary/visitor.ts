import { chromium, type BrowserContext, type Page } from 'playwright';
import { chromiumPath } from '../chromium.ts';
import { AGENT, POINT } from './planted.ts';

/** A browser on a profile of its own, in the hands of somebody whose place it would tell; and all that it said. */
export class Visitor {
  readonly page: Page;
  readonly #context: BrowserContext;
  /** Console lines and errors, of every page. */
  readonly console: string[] = [];
  /** Addresses asked for, bodies and frames sent. */
  readonly sent: string[] = [];

  private constructor(context: BrowserContext, page: Page) {
    this.#context = context;
    this.page = page;
    const hear = (line: string) => this.console.push(line);
    context.on('console', (message) => hear(`${message.type()} ${message.text()}`));
    context.on('weberror', (error) => hear(error.error().message));
    context.on('request', (request) => this.sent.push(`${request.url()} ${request.postData() ?? ''}`));
    page.on('websocket', (socket) => {
      this.sent.push(socket.url());
      socket.on('framesent', ({ payload }) => this.sent.push(String(payload)));
    });
  }

  static async at(profile: string, url: string): Promise<Visitor> {
    const context = await chromium.launchPersistentContext(profile, {
      executablePath: await chromiumPath(),
      args: ['--disable-3d-apis'],
      viewport: { width: 1366, height: 768 },
      locale: 'fr-FR',
      userAgent: `Mozilla/5.0 ${AGENT}`,
      // Nothing asks for it: should anything do, it would be given at once.
      geolocation: { latitude: POINT.lat, longitude: POINT.lon, accuracy: 5 },
      permissions: ['geolocation'],
    });
    context.setDefaultTimeout(20_000);
    const visitor = new Visitor(context, context.pages()[0] ?? (await context.newPage()));
    await visitor.page.goto(url);
    return visitor;
  }

  /** Everything that this browser holds of the page it is on, sink by sink. */
  async holds(): Promise<Record<Sink, string>> {
    const { cookies, origins } = await this.#context.storageState({ indexedDB: true });
    const session = await this.#context.newCDPSession(this.page);
    const { entries } = await session.send('Page.getNavigationHistory');
    await session.detach();
    const inPage = await this.page.evaluate(async () => ({
      session: JSON.stringify({ ...sessionStorage }),
      caches: await Promise.all(
        (await caches.keys()).map(async (name) => {
          const cache = await caches.open(name);
          const kept = (await cache.keys()).map(async (request) => {
            const answer = await cache.match(request);
            return `${request.url} ${await answer?.text()}`;
          });
          return [name, await Promise.all(kept)];
        }),
      ),
      state: JSON.stringify(history.state),
    }));
    return {
      cookies: JSON.stringify(cookies),
      'local storage': JSON.stringify(origins.map(({ localStorage }) => localStorage)),
      IndexedDB: JSON.stringify(origins.map((origin) => ('indexedDB' in origin ? origin.indexedDB : null))),
      'session storage': inPage.session,
      caches: JSON.stringify(inPage.caches),
      history: JSON.stringify(entries.map(({ url, title }) => [url, title])) + inPage.state,
      title: await this.page.title(),
      console: this.console.join('\n'),
      sent: this.sent.join('\n'),
      DOM: await this.page.content(),
    };
  }

  close(): Promise<void> {
    return this.#context.close();
  }
}

export const SINKS = [
  'cookies',
  'local storage',
  'IndexedDB',
  'session storage',
  'caches',
  'history',
  'title',
  'console',
  'sent',
  'DOM',
] as const;
export type Sink = (typeof SINKS)[number];

/** What a page that leaks would do, in the browser: one leak to each sink. */
export async function leakEverywhere(page: Page, trace: string): Promise<void> {
  await page.evaluate(async (told) => {
    document.cookie = `seen=${encodeURIComponent(told)}; path=/; max-age=3600`;
    localStorage.setItem('draft', told);
    sessionStorage.setItem('draft', told);
    await new Promise<void>((resolve, reject) => {
      const opening = indexedDB.open('outbox', 1);
      opening.onupgradeneeded = () => opening.result.createObjectStore('kept');
      opening.onerror = () => reject(new Error('no database'));
      opening.onsuccess = () => {
        const writing = opening.result.transaction('kept', 'readwrite');
        writing.objectStore('kept').put({ told }, 'pass');
        writing.oncomplete = () => resolve();
      };
    });
    await (await caches.open('views')).put('/last', new Response(told));
    history.pushState({ told }, '', `?here=${encodeURIComponent(told)}`);
    document.title = told;
    console.log(told);
    document.body.dataset['here'] = told;
    await fetch('/api/health', { method: 'POST', body: told });
  }, trace);
}
