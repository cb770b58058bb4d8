import type { Page } from 'playwright';
import { expect } from 'vitest';
import type { CommandId } from '#shared/kernel/ids';
import { PATIENCE, pressAzerty } from '../../support/browser.ts';
import { nameOf } from './phone-hands.ts';
import type { Hands } from './played-evening.ts';

const ELSEWHERE = { uasa: 'UASA', mediation: 'la médiation', 'equipe-mobile': 'équipe mobile' } as const;
/** Where the letters of a French keyboard lie, when it is not where their name says. */
const MOVED: Record<string, string> = { a: 'KeyQ', q: 'KeyA', z: 'KeyW', w: 'KeyZ', m: 'Semicolon' };
/** What the top row of a French keyboard writes. */
const TOP_ROW = ['à', '&', 'é', '"', "'", '(', '-', 'è', '_', 'ç'];
/** No list of the console is longer: a focus that does not come is a fault, not a wait. */
const MOST_STEPS = 90;

/** The lead at the console, by a French keyboard alone. */
export function leadByKeys(page: Page, idOf: (report: string) => CommandId): Hands {
  const letter = async (key: string) => {
    await pressAzerty(page, key, MOVED[key] ?? `Key${key.toUpperCase()}`);
    await drawn();
  };
  const press = async (key: string) => {
    await page.keyboard.press(key);
    await drawn();
  };
  /** Nobody presses a key before the screen has shown what the last one did. */
  const drawn = () =>
    page.evaluate(
      () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
    );
  const focused = (selector: string) =>
    page.evaluate((asked) => document.activeElement?.matches(asked) ?? false, selector);
  const focusedWords = () => page.evaluate(() => document.activeElement?.textContent ?? '');

  async function type(words: string): Promise<void> {
    // Accents and signs are forgiven by the search: what is typed is what is near.
    const plain = words.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
    for (const sign of plain) {
      if (/[a-z]/.test(sign)) await letter(sign);
      else break;
    }
  }

  /** Presses until the focus is there. */
  async function step(move: () => Promise<void>, isThere: () => Promise<boolean>): Promise<void> {
    for (let steps = 0; steps < MOST_STEPS; steps += 1) {
      if (await isThere()) return;
      await move();
    }
    throw new Error(`the focus never came: it is on ${await focusedWords()}`);
  }

  const tabTo = (isThere: () => Promise<boolean>) => step(() => press('Tab'), isThere);

  async function goTo(report: string): Promise<void> {
    const own = `#demande-${idOf(report)}`;
    await page.locator(own).waitFor(PATIENCE);
    // The queue sorts itself again when the hand leaves a row: the one that is looked for may be above by then.
    const isAbove = () =>
      page.evaluate((asked) => {
        const { activeElement } = document;
        const row = activeElement?.closest('#file') ? document.querySelector(asked) : null;
        return (activeElement && row && row.compareDocumentPosition(activeElement) === 4) ?? false;
      }, own);
    await step(
      async () => letter((await isAbove()) ? 'k' : 'j'),
      () => focused(own),
    );
  }

  async function openDetail(report: string): Promise<void> {
    await goTo(report);
    await press('Enter');
    // A request that nobody has shows first who could go; its detail is further in its row.
    const further = page.locator(`[data-report="${idOf(report)}"] .more button`);
    await further.or(page.locator('#detail')).first().waitFor(PATIENCE);
    if ((await further.count()) > 0) {
      await tabTo(() => focused('.more button'));
      await press('Enter');
    }
    await page.locator('#detail').waitFor(PATIENCE);
  }

  async function pressDetail(isThere: () => Promise<boolean>): Promise<void> {
    await tabTo(isThere);
    await press('Enter');
    // Échap leaves one thing at a time: who could go, then the detail.
    await step(
      () => press('Escape'),
      async () => (await page.locator('#detail').count()) === 0,
    );
  }

  return async (intention) => {
    switch (intention.kind) {
      case 'report-filed': {
        await letter('n');
        await page.getByRole('dialog', { name: 'Nouveau signalement' }).waitFor(PATIENCE);
        await expect.poll(() => focused('input[type="search"]'), PATIENCE).toBe(true);
        await type(nameOf(intention.place));
        await tabTo(() => focused(`[data-place="${intention.place.id}"]`));
        await press('Enter');
        for (const value of [intention.origin, intention.what, intention.people]) {
          await tabTo(() => focused('input[type="radio"]:not(fieldset:has(:checked) input)'));
          await press('Space');
          await step(
            () => press('ArrowDown'),
            () => focused(`input[value="${value}"]:checked`),
          );
        }
        await tabTo(async () => (await focusedWords()).includes('Enregistrer le signalement'));
        await press('Enter');
        return;
      }
      case 'report-acknowledged':
        await goTo(intention.report);
        return letter('a');
      case 'mission-given': {
        const digit = Number(intention.team.slice(1));
        await goTo(intention.report);
        await press('Enter');
        await page.locator('[data-give]').first().waitFor(PATIENCE);
        await pressAzerty(page, TOP_ROW[digit] ?? '', `Digit${digit}`);
        await expect.poll(() => focused(`[data-give="${intention.team}"]`), PATIENCE).toBe(true);
        return press('Enter');
      }
      case 'report-assigned': {
        if (intention.to === 'maraude') break;
        const words = ELSEWHERE[intention.to];
        await openDetail(intention.report);
        return pressDetail(
          async () => (await focused('#detail button')) && (await focusedWords()).includes(words),
        );
      }
      case 'report-reached':
        await openDetail(intention.report);
        return pressDetail(async () => (await focusedWords()) === 'Quelqu’un est sur place');
      case 'report-closed':
        await openDetail(intention.report);
        return pressDetail(() => focused(`[data-outcome="${intention.outcome}"]`));
      case 'silence-acknowledged':
        // The key answers what the screen shows: not before it shows the team.
        await page.locator(`[data-team="${intention.team}"][data-trouble="P1"]`).waitFor(PATIENCE);
        return letter('a');
      default:
    }
    throw new Error(`a lead does not do ${intention.kind}`);
  };
}
