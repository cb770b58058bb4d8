import type { Browser, Page } from 'playwright';
import { expect } from 'vitest';
import { openScreen, PATIENCE, type Screen } from '../support/browser.ts';

// What a team does with its phone, as its thumb does it.

export const PHONE = { width: 390, height: 844 };

/** Taps the control with this name. */
export const tap = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).first().tap();
export const chip = (page: Page) => page.locator('header [data-chip]').getAttribute('data-chip');
export const linked = (page: Page) => page.locator('[data-link="direct"]').waitFor(PATIENCE);
export const sent = (page: Page) =>
  page.locator('header [data-chip="transmis"][data-waiting="0"]').waitFor(PATIENCE);
/** Raises the alert by two touches: asked again where a slow machine let the six seconds of the second one pass. */
export async function raiseAlert(page: Page): Promise<void> {
  const confirm = page.getByRole('button', { name: 'CONFIRMER L’ALERTE' });
  await expect
    .poll(async () => {
      if (await confirm.isVisible()) await confirm.tap();
      else await tap(page, /^ALERTE/);
      return page.locator('[data-alert-state]').count();
    }, PATIENCE)
    .toBeGreaterThan(0);
}
/** Cuts the network, and waits until the phone has noticed: until then it says that it is linked. */
export async function goUnder(page: Page): Promise<void> {
  await page.context().setOffline(true);
  await page.locator('[data-level="C2"]').waitFor({ timeout: 40_000 });
}

/** A page of a phone that has not chosen its team. */
export function blankPhone(
  browser: Browser,
  options: Parameters<typeof openScreen>[1] = {},
): Promise<Screen> {
  return openScreen(browser, { viewport: PHONE, hasTouch: true, isMobile: true, ...options });
}

/** Opens the phone's page, and says which team it is. */
export async function enter(page: Page, url: string, of: string): Promise<void> {
  await page.goto(`${url}/terrain`);
  await choose(page, of);
  await linked(page);
}

export async function choose(page: Page, of: string): Promise<void> {
  await page.locator('[data-ready="true"]').waitFor(PATIENCE);
  await page.getByRole('button', { name: of, exact: true }).tap();
}

/** Opens the tour, and says where the team is. */
export async function openTour(page: Page, place = 'Marx Dormoy – Éole'): Promise<void> {
  await tap(page, 'Surface et souterrain');
  await page.getByRole('searchbox').fill(place);
  await page.locator('[data-place]', { hasText: place }).first().tap();
  await tap(page, 'Disponible');
  await page.locator('[data-thumb]').waitFor(PATIENCE);
}

/** Opens the tour unless an earlier test has, and waits until the server knows. */
export async function onTour(page: Page): Promise<void> {
  const start = page.getByRole('button', { name: 'Surface et souterrain' });
  await start.or(page.locator('[data-thumb]')).first().waitFor(PATIENCE);
  if (!(await start.isVisible())) return;
  await openTour(page);
  await sent(page);
}

/** A pass where the team is, in two taps. */
export async function pass(page: Page, people = '0-4'): Promise<void> {
  await tap(page, 'Passage fait');
  await page.locator(`[data-class="${people}"]`).tap();
  await page.locator('[data-thumb]').waitFor(PATIENCE);
}

/** Goes down at the station that is found by this, for so long. */
export async function descend(page: Page, typed: string, minutes: '20' | '40' | '60'): Promise<void> {
  await tap(page, 'Descendre');
  await page.getByRole('searchbox').fill(typed);
  await page.locator('[data-place]').first().tap();
  await tap(page, `${minutes} min`);
  await page.locator('[data-theme="dark"]').waitFor(PATIENCE);
}

/** The worker has kept all it should. */
export async function shellKept(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
  await expect
    .poll(() => page.evaluate(async () => (await caches.match('/terrain/tournee')) !== undefined), PATIENCE)
    .toBe(true);
}
