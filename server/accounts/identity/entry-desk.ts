import type { EntryDesk } from '#shared/access/entry-desk';
import type { DeskPorts } from './pages-desk.ts';
import { providersDesk } from './providers-desk.ts';
import { safely } from './safely.ts';

const NO_ACCOUNTS = { kind: 'NoAccounts' } as const;

/** Coming in and going out, for pages. A demonstration has no account: nothing real can be signed in to. */
export function entryDesk(ports: DeskPorts): EntryDesk {
  const { identity, demo, onFault } = ports;
  const { sessions, signIn, secondFactor, invitations } = identity;
  return {
    ...providersDesk(ports),
    isOpen: !demo,
    isOver: ({ cookie }) => !demo && sessions.isOver(cookie),
    stageOf: ({ cookie }) => {
      const stage = demo ? undefined : sessions.of(cookie)?.stage;
      return stage === undefined ? 'out' : stage === 'open' ? 'in' : stage;
    },
    withPassword: (typed, visit) =>
      safely(onFault, async () => (demo ? NO_ACCOUNTS : await signIn.withPassword(typed, visit))),
    withCode: (code, visit) =>
      safely(onFault, async () => (demo ? NO_ACCOUNTS : await secondFactor.enter(code, visit))),
    secretOf: async (visit) => {
      const shown = demo ? null : ((await secondFactor.shown(visit)) ?? (await secondFactor.begin(visit)));
      return shown === null || 'kind' in shown ? null : shown;
    },
    confirmSecret: (code, visit) =>
      safely(onFault, async () => (demo ? NO_ACCOUNTS : await secondFactor.confirm(code, visit))),
    look: (token, visit) =>
      safely(onFault, async () => (demo ? NO_ACCOUNTS : await invitations.look(token, visit))),
    take: (typed, visit) =>
      safely(onFault, async () => (demo ? NO_ACCOUNTS : await invitations.take(typed, visit))),
    rotated: async ({ cookie }) => (demo ? { cookies: [] } : await sessions.rotated(cookie)),
  };
}
