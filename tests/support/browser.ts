import { mkdirSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright';
import { expect } from 'vitest';
import { chromiumPath } from '../chromium.ts';

export const WALL = { width: 1920, height: 1080 } as const;
export const DESK = { width: 1366, height: 768 } as const;

/** How long a state may take to come where no time is promised: a browser without a graphics card draws slowly. */
export const PATIENCE = { timeout: 15_000 } as const;

/**
 * A browser. Without `webgl` the maps stay drawings, as on a machine that has none: where there is no graphics card, a
 * canvas is painted by the processor, and what is timed or audited would wait for it.
 */
export async function openBrowser({ webgl = true } = {}): Promise<Browser> {
  const args = webgl ? [] : ['--disable-3d-apis'];
  return chromium.launch({ executablePath: await chromiumPath(), args });
}

/** One page of a visitor of its own, and everything that went wrong in it. */
export type Screen = {
  readonly page: Page;
  /**
   * Console errors, uncaught exceptions, refusals of the content security policy, uses of the position sensor, answers
   * whose headers do not refuse it (U08).
   */
  readonly faults: string[];
  /** Every address asked for, sockets included. */
  readonly asked: string[];
  /** Goes there, and resolves once its socket has been greeted: from then on it hears every change. */
  readonly goLive: (url: string) => Promise<Page>;
  readonly close: () => Promise<void>;
};

/** A page that has not gone anywhere yet. French unless told; any use of the position sensor is a fault. */
export async function openScreen(browser: Browser, options: BrowserContextOptions = {}): Promise<Screen> {
  const context = await browser.newContext({
    viewport: DESK,
    locale: 'fr-FR',
    colorScheme: 'light',
    ...options,
  });
  context.setDefaultTimeout(20_000);
  const faults: string[] = [];
  const asked: string[] = [];
  await context.exposeBinding('reportFault', (_source, fault: string) => faults.push(fault));
  await context.addInitScript(watchPage);
  const page = await context.newPage();
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => faults.push(`exception: ${error.message}`));
  context.on('request', (request) => asked.push(request.url()));
  page.on('websocket', (socket) => asked.push(socket.url()));
  context.on('response', (response) => {
    // The browser's own answer to `critical-ch`: it asks the server again.
    if (response.status() === 307) return;
    if (!/\bgeolocation=\(\)/.test(response.headers()['permissions-policy'] ?? '')) {
      faults.push(`no refusal of sensors: ${response.url()}`);
    }
  });
  const goLive = async (url: string) => {
    const greeted = greetingOn(page);
    const answer = await page.goto(url);
    if (!answer?.ok()) throw new Error(`${url} answers ${String(answer?.status())}`);
    await greeted;
    return page;
  };
  return { page, faults, asked, goLive, close: () => context.close() };
}

/** Resolves once a socket that this page opens from now on has been greeted by the server. */
export async function greetingOn(page: Page): Promise<void> {
  for (;;) {
    const socket = await page.waitForEvent('websocket');
    const isHello = ({ payload }: { payload: string | Buffer }) => String(payload).includes('"hello"');
    // One that closes before was an attempt; the page makes another.
    if (
      await socket.waitForEvent('framereceived', isHello).then(
        () => true,
        () => false,
      )
    )
      return;
  }
}

/** Runs in the page, before its own scripts. */
function watchPage(): void {
  const report = (fault: string) =>
    void (globalThis as unknown as { reportFault: (fault: string) => Promise<void> }).reportFault(fault);
  document.addEventListener('securitypolicyviolation', (event) =>
    report(`policy: ${event.violatedDirective} ${event.blockedURI}`),
  );
  const refuse = () => {
    report('sensor: position');
    throw new Error('no position');
  };
  const sensor = { getCurrentPosition: refuse, watchPosition: refuse, clearWatch: refuse };
  Object.defineProperty(navigator, 'geolocation', { get: () => sensor });
}

/** Waits until the map has drawn all it has to, in its canvas or, without WebGL, as it came. */
export async function untilMapIdle(page: Page): Promise<void> {
  await page.locator('[data-idle="yes"]').waitFor({ timeout: 60_000 });
}

/** What an accessibility audit finds, one line each; nothing when all is well. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
}

/** Leaves a picture of the screen for people in `test-results/screens/`; the simulation says so on each (U12). */
export async function takePicture(page: Page, name: string, { fullPage = false } = {}): Promise<void> {
  mkdirSync('test-results/screens', { recursive: true });
  expect(
    await page
      .getByText(/données simulées ×\d+/i)
      .first()
      .isVisible(),
  ).toBe(true);
  await page.screenshot({ path: `test-results/screens/${name}.png`, fullPage });
}

/** Presses a key as a French keyboard sends it: `key` is what it writes, `code` where it lies. */
export async function pressAzerty(page: Page, key: string, code: string): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Input.dispatchKeyEvent', { type: 'keyDown', key, code, text: key });
  await session.send('Input.dispatchKeyEvent', { type: 'keyUp', key, code });
  await session.detach();
}
