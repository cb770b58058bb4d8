import type { JournalDesk, JournalWho } from '#shared/access/journal-desk';
import { PERMISSIONS } from '#shared/access/permissions';
import type { Visit } from '#shared/access/visit';
import { accountIdSchema, screenIdSchema } from '#shared/kernel/ids';
import { readJournal } from './journal.ts';
import type { DeskPorts } from './pages-desk.ts';

/** The audit, for the pages of those whose row has them: asked at each reading. */
export function journalDesk({ identity, holderOf }: DeskPorts): JournalDesk {
  const { audit, holders, screens } = identity;
  const mayRead = ({ cookie }: Visit) =>
    holders.grantsOf(holderOf(cookie)).some(({ role }) => PERMISSIONS[role].pages.includes('/admin/journal'));
  const naming = (id: string): JournalWho => {
    if (id === 'console' || id === 'anyone' || id === 'visitor') return { kind: id };
    const account = accountIdSchema.safeParse(id);
    const known = account.success ? identity.account(account.data) : undefined;
    if (known) return { kind: 'account', id, name: known.name };
    const screen = screenIdSchema.safeParse(id);
    // Its label is what somebody wrote about a place: it stays on the page of screens.
    const isScreen = screen.success && screens.list().some((line) => line.screen === screen.data);
    return { kind: isScreen ? 'screen' : 'gone', id };
  };
  return {
    page: async (asked, visit) => (mayRead(visit) ? await readJournal(audit, asked, naming) : null),
    people: (visit) => (mayRead(visit) ? identity.people() : null),
    verify: async (visit) => (mayRead(visit) ? await audit.verify() : null),
    export: async (format, visit) => {
      if (!mayRead(visit)) return null;
      return audit.takeAway(format, holderOf(visit.cookie));
    },
  };
}
