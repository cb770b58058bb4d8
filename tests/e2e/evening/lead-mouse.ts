import type { Page } from 'playwright';
import type { CommandId } from '#shared/kernel/ids';
import { PATIENCE } from '../../support/browser.ts';
import { nameOf } from './phone-hands.ts';
import type { Hands } from './played-evening.ts';

const ELSEWHERE = {
  uasa: /^l’UASA/,
  mediation: /^la médiation/,
  'equipe-mobile': /^l’équipe mobile/,
} as const;

/** The lead at the console, with a mouse. `idOf`: the server's name for a report of the script. */
export function leadByMouse(page: Page, idOf: (report: string) => CommandId): Hands {
  const row = (report: string) => page.locator(`[data-report="${idOf(report)}"]`);
  const detail = page.locator('#detail');

  async function openDetail(report: string): Promise<void> {
    await row(report).locator('.place').click();
    // A request that nobody has shows first who could go; its detail is one press further.
    const further = row(report).getByRole('button', { name: /^Détail/ });
    await further.or(detail).first().waitFor(PATIENCE);
    if ((await further.count()) > 0) await further.click();
    await detail.waitFor(PATIENCE);
  }

  async function leaveDetail(): Promise<void> {
    await detail.getByRole('button', { name: /^Fermer/ }).click();
    await detail.waitFor({ state: 'detached', ...PATIENCE });
  }

  return async (intention) => {
    await page.mouse.move(300 + Math.random(), 12);
    switch (intention.kind) {
      case 'report-filed': {
        await page
          .locator('#file')
          .getByRole('button', { name: /^Nouvelle/ })
          .click();
        const sheet = page.getByRole('dialog', { name: 'Nouveau signalement' });
        await sheet.getByRole('searchbox').fill(nameOf(intention.place));
        await sheet.locator(`[data-place="${intention.place.id}"]`).click();
        for (const value of [intention.origin, intention.what, intention.people])
          await sheet.locator(`input[value="${value}"]`).check();
        return sheet.getByRole('button', { name: 'Enregistrer le signalement' }).click();
      }
      case 'report-acknowledged':
        return row(intention.report)
          .getByRole('button', { name: /^Accuser/ })
          .click();
      case 'mission-given':
        await row(intention.report)
          .getByRole('button', { name: /^Affecter/ })
          .click();
        await row(intention.report).locator('[data-give]').first().waitFor(PATIENCE);
        // A team that is not suggested is called by its digit, and then stands in the list too.
        if ((await row(intention.report).locator(`[data-give="${intention.team}"]`).count()) === 0)
          await page.keyboard.press(`Digit${intention.team.slice(1)}`);
        return row(intention.report).locator(`[data-give="${intention.team}"]`).click();
      case 'report-assigned':
        if (intention.to === 'maraude') break;
        await openDetail(intention.report);
        await detail.getByRole('button', { name: ELSEWHERE[intention.to] }).click();
        return leaveDetail();
      case 'report-reached':
        await openDetail(intention.report);
        await detail.getByRole('button', { name: 'Quelqu’un est sur place' }).click();
        return leaveDetail();
      case 'report-closed':
        await openDetail(intention.report);
        await detail.locator(`[data-outcome="${intention.outcome}"]`).click();
        return leaveDetail();
      case 'silence-acknowledged':
        // The key answers what the screen shows: not before it shows the team.
        await page.locator(`[data-team="${intention.team}"][data-trouble="P1"]`).waitFor(PATIENCE);
        return page
          .getByRole('region', { name: 'Alarmes' })
          .getByRole('button', { name: /^Acquitter/ })
          .click();
      default:
    }
    throw new Error(`a lead does not do ${intention.kind}`);
  };
}
