import type { Page } from 'playwright';
import { expect } from 'vitest';
import type { Place } from '#shared/domain/pass/commands';
import type { Instant } from '#shared/kernel/instant';
import { localHourOf } from '#shared/kernel/local-time';
import { slotOf, slotStart } from '#shared/kernel/slot';
import type { Intention } from '../../../server/demo/law/intention.ts';
import { PATIENCE } from '../../support/browser.ts';
import { territory } from '../../support/served-app.ts';
import type { Hands } from './played-evening.ts';

const LEVELS = { surface: 'Surface', souterrain: 'Souterrain' } as const;

/** Taps the control with this name. */
const tap = (page: Page, name: string | RegExp) =>
  page
    .getByRole('button', typeof name === 'string' ? { name, exact: true } : { name })
    .first()
    .tap();
const onTour = (page: Page) => page.locator('[data-thumb]').waitFor(PATIENCE);

/** A team's phone, by its thumb. */
export function phoneHands(page: Page): Hands {
  let isOffline = false;
  return async (intention) => {
    if (intention.kind === 'network-lost' || intention.kind === 'network-back') {
      isOffline = intention.kind === 'network-lost';
      if (isOffline) {
        await tap(page, 'Passage fait');
        await knowsTheHour(page, intention.at);
        await tap(page, 'Annuler');
        await onTour(page);
      }
      await page.context().setOffline(isOffline);
    } else await act(page, intention);
    if (!isOffline)
      await page.locator('header [data-chip="transmis"][data-waiting="0"]').waitFor({ timeout: 45_000 });
  };
}

async function act(page: Page, intention: Intention): Promise<void> {
  switch (intention.kind) {
    case 'tour-started':
      return tap(page, LEVELS[intention.level]);
    case 'presence-declared':
      await pick(page, intention.place);
      await tap(page, 'Disponible');
      return onTour(page);
    case 'mission-taken':
      await page.locator('[data-mission="donnee"]').waitFor(PATIENCE);
      return tapMission(page, 'Je prends');
    case 'mission-reached':
      return tapMission(page, 'Sur place');
    case 'mission-finished':
      await tapMission(page, 'Terminée');
      return page.locator('[data-mission="aucune"]').waitFor(PATIENCE);
    case 'went-underground':
      await tap(page, 'Descendre');
      await pick(page, { kind: 'station', id: intention.station });
      await tap(page, new RegExp(`^${intention.exitIn}\\smin$`));
      await page.locator('[data-theme="dark"]').waitFor(PATIENCE);
      return onTour(page);
    case 'came-up':
      await tap(page, 'Je sors');
      return page.locator('[data-theme="light"]').waitFor(PATIENCE);
    case 'pass-declared': {
      await tap(page, 'Passage fait');
      const where = page.locator('[data-panel] .where');
      if ((await where.count()) > 0 && !(await where.innerText()).includes(nameOf(intention.place)))
        await where.tap();
      if ((await page.locator('[data-panel]').getByRole('searchbox').count()) > 0)
        await pick(page, intention.place);
      await knowsTheHour(page, intention.at);
      for (const need of intention.needs) await page.locator(`[data-panel] input[value="${need}"]`).check();
      await page.locator(`[data-class="${intention.people}"]`).tap();
      return onTour(page);
    }
    case 'admission-requested':
      await tap(page, 'Demande D2O');
      for (const need of intention.needs) await page.locator(`[data-panel] input[value="${need}"]`).check();
      await tap(page, 'Envoyer la demande');
      expect(await page.locator('[data-code]').innerText()).toMatch(/^[A-Z0-9]{6}$/);
      await tap(page, 'Revenir');
      return onTour(page);
    case 'departed-for-ward':
      await tap(page, 'Demande D2O');
      await page.locator('[data-request="acceptee"]').waitFor(PATIENCE);
      await tap(page, 'Partis vers le service');
      await tap(page, 'Revenir');
      return onTour(page);
    case 'tour-ended':
      await tap(page, 'Tournée');
      await tap(page, 'Fin de tournée');
      await tap(page, 'Finir la tournée');
      return page.waitForURL(/\/terrain\/tournee$/, PATIENCE);
    case 'tour-reported': {
      await page.getByText('Ces chiffres ne disent pas où.').waitFor(PATIENCE);
      const { encounters, women } = intention.figures;
      await fill(page, 'Personnes rencontrées', encounters);
      await fill(page, 'dont femmes', women);
      await tap(page, 'Envoyer le bilan');
      return page.locator('[data-outcome="transmis"]').waitFor(PATIENCE);
    }
    default:
      throw new Error(`a phone does not do ${intention.kind}`);
  }
}

/** The clock of the evening jumps: the phone has heard of it once the half-hour that it offers is the right one. */
async function knowsTheHour(page: Page, at: Instant): Promise<void> {
  const hour = localHourOf(territory.rhythm.timezone, slotStart(slotOf(at)));
  await page
    .locator('.slots [aria-pressed="true"]', { hasText: new RegExp(`^\\s*${hour}`) })
    .waitFor(PATIENCE);
}

const tapMission = (page: Page, name: string) =>
  page.locator('[data-mission]').getByRole('button', { name, exact: true }).tap();

async function fill(page: Page, name: string, value: number): Promise<void> {
  const field = page.getByRole('spinbutton', { name });
  await field.fill(String(value));
  await field.press('Tab');
}

/** A place of the list that is open, by what is typed. */
async function pick(page: Page, place: Place): Promise<void> {
  const panel = page.locator('[data-panel]');
  const kind = panel.getByRole('button', {
    name: place.kind === 'zone' ? 'En surface' : 'Sous terre',
    exact: true,
  });
  if ((await kind.count()) > 0) await kind.tap();
  const name = nameOf(place);
  await panel.getByRole('searchbox').fill(name);
  await panel.locator('[data-place]', { hasText: name }).first().tap();
}

export function nameOf({ kind, id }: Place): string {
  const places: readonly { readonly id: string; readonly name: string }[] =
    kind === 'zone' ? territory.surface.zones : territory.underground.stations;
  const found = places.find((each) => each.id === id);
  if (!found) throw new Error(`${id} is not in the pack`);
  return found.name;
}
