import { firstScreenOf } from '#shared/access/pages';
import type { ScreensDesk, ScreensRefusal } from '#shared/access/screens-desk';
import type { ScreenId } from '#shared/kernel/ids';
import type { DeskPorts } from './pages-desk.ts';
import { safely } from './safely.ts';

/** Unattended screens, for pages. Who asks comes from the cookie, and is asked for the right at each act. */
export function screensDesk({ identity, holderOf, onFault }: DeskPorts): ScreensDesk {
  const { screens, pairing, holders } = identity;
  const mayAdminister = (cookie: string | undefined) =>
    holders.grantsOf(holderOf(cookie)).some(({ role }) => role === 'admin');
  return {
    standing: (cookie) => {
      // The store's own answer: a demonstration takes everyone for a visitor, its screens included.
      const holder = holders.holderOf(cookie);
      if (holder.kind === 'screen') {
        const opens = holders.grantsOf(holder).flatMap((grant) => firstScreenOf(grant) ?? [])[0];
        return opens === undefined ? { kind: 'none' } : { kind: 'paired', opens };
      }
      return holder.kind === 'anyone' && screens.holdsToken(cookie) ? { kind: 'former' } : { kind: 'none' };
    },
    list: ({ cookie }) =>
      mayAdminister(cookie)
        ? screens.list().map(({ seenSecondsAgo, seenDay, ...line }) => ({
            ...line,
            seen: seenSecondsAgo === null ? { day: seenDay } : { secondsAgo: seenSecondsAgo },
          }))
        : [],
    look: (typed, { cookie }) =>
      safely(onFault, async () => {
        const looked = await pairing.look(holderOf(cookie), typed);
        if (looked.kind !== 'asked') return looked;
        const { kind, browser, system, userCode, address } = looked;
        return { kind, browser, system, userCode, address };
      }),
    approve: ({ code, ...asked }, { cookie }) =>
      safely(onFault, async () => {
        const answer = await pairing.approve(holderOf(cookie), code, asked);
        return answer.kind === 'approved' ? { kind: 'done' } : answer;
      }),
    deny: (code, { cookie }) => safely(onFault, () => pairing.deny(holderOf(cookie), code)),
    revoke: (screen, { cookie }) =>
      safely(onFault, async () => {
        const by = holderOf(cookie);
        if (await screens.revoke(by, screen as ScreenId)) return { kind: 'done' };
        return refused(mayAdminister(cookie) ? 'ScreenUnknown' : 'NotAllowed');
      }),
    measure: (screen, size, { cookie }) =>
      safely(onFault, async () => {
        const answer = await screens.measure(holderOf(cookie), screen as ScreenId, size);
        return answer === 'done' ? { kind: 'done' } : refused(answer);
      }),
  };
}

function refused(kind: 'NotAllowed' | 'ScreenUnknown' | 'TooSmall'): ScreensRefusal {
  return { kind };
}
