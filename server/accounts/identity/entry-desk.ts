import type { EntryDesk } from '#shared/access/entry-desk';
import type { DeskPorts } from './pages-desk.ts';
import { safely } from './safely.ts';

const NO_ACCOUNTS = { kind: 'NoAccounts' } as const;

/** Coming in and going out, for pages. A demonstration has no account: nothing real can be signed in to. */
export function entryDesk({ identity, demo, onFault }: DeskPorts): EntryDesk {
  const { sessions, signIn, secondFactor, invitations } = identity;
  return {
    isOpen: !demo,
    stageOf: ({ cookie }) => {
      const stage = demo ? undefined : sessions.of(cookie)?.stage;
      return stage === undefined ? 'out' : stage === 'open' ? 'in' : stage;
    },
    withPassword: (typed, visit) =>
      safely(onFault, async () => (demo ? NO_ACCOUNTS : await signIn.withPassword(typed, visit))),
    withCode: (code, visit) =>
      safely(onFault, async () => (demo ? NO_ACCOUNTS : await secondFactor.enter(code, visit))),
    secretOf: (visit) => {
      const shown = demo ? null : (secondFactor.shown(visit) ?? secondFactor.begin(visit));
      return shown === null || 'kind' in shown ? null : shown;
    },
    confirmSecret: (code, visit) =>
      safely(onFault, async () => (demo ? NO_ACCOUNTS : await secondFactor.confirm(code, visit))),
    look: (token, visit) => (demo ? NO_ACCOUNTS : invitations.look(token, visit)),
    take: (typed, visit) =>
      safely(onFault, async () => (demo ? NO_ACCOUNTS : await invitations.take(typed, visit))),
    signOut: async ({ cookie }) => ({ cookies: await sessions.signOut(cookie) }),
    rotated: async ({ cookie }) => ({ cookies: demo ? [] : await sessions.rotated(cookie) }),
  };
}
