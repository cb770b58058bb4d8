import type { Page } from 'playwright';
import { nameOf } from './phone-hands.ts';
import type { Hands } from './played-evening.ts';

/** An agent's phone: a station by what is typed, how many, what. */
export function postHands(page: Page): Hands {
  return async (intention) => {
    if (intention.kind !== 'report-filed') throw new Error(`a post does not do ${intention.kind}`);
    await page.getByRole('searchbox').fill(nameOf(intention.place));
    await page.locator(`[data-station="${intention.place.id}"]`).first().click();
    await page.locator(`[data-people="${intention.people}"]`).click();
    await page.locator(`[data-kind="${intention.what}"]`).click();
  };
}
