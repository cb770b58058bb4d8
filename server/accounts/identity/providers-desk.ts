import type { Away, EntryDesk } from '#shared/access/entry-desk';
import type { DeskPorts } from './pages-desk.ts';
import { safely } from './safely.ts';

type Asked = Pick<EntryDesk, 'providers' | 'goTo' | 'comeBack' | 'signOut'>;

/** Coming in by a provider and going out of it, for pages. In a demonstration there is none. */
export function providersDesk({ identity, party: given, demo, onFault }: DeskPorts): Asked {
  const { sessions } = identity;
  const party = demo ? null : given;
  /** What cannot be opened any more keeps nobody from going out. */
  const farewellOf = (cookie: string | undefined) => {
    try {
      return sessions.farewellOf(cookie);
    } catch (cause) {
      onFault(cause);
      return null;
    }
  };
  return {
    providers: party?.doors ?? [],
    goTo: (id, asked, visit) =>
      safely(onFault, async () => {
        const name = party?.nameOf(id);
        if (!party || name === undefined) return null;
        const answer = await party.begin(id, visit, asked);
        switch (answer.kind) {
          case 'redirect':
            return { kind: 'away', url: answer.url, name, cookies: answer.cookies };
          case 'TooOften':
            return answer;
          case 'ProviderUnknown':
            return null;
          default:
            return { kind: answer.kind, name };
        }
      }),
    comeBack: (id, search, visit) =>
      safely(onFault, async () => {
        const name = party?.nameOf(id);
        if (!party || name === undefined) return null;
        const answer = await party.finish(id, search, visit);
        if ('session' in answer) {
          const { kind, cookies, asked, forget } = answer;
          return { kind, cookies, asked, forget };
        }
        return answer.kind === 'ProviderUnknown' ? null : { kind: answer.kind, name };
      }),
    signOut: async ({ cookie }) => {
      const farewell = farewellOf(cookie);
      // Here first: whatever the provider answers, and even when it does not.
      const cookies = await sessions.signOut(cookie);
      if (!farewell) return { cookies, away: null, stays: null };
      const name = party?.nameOf(farewell.provider) ?? farewell.provider;
      const url = (await party?.logoutAddress(farewell)) ?? null;
      const away: Away | null = url === null ? null : { kind: 'away', url, name, cookies: [] };
      return { cookies, away, stays: away ? null : name };
    },
  };
}
