import type { AccountRefusal, AccountsDesk, Invited } from '#shared/access/accounts-desk';
import { grantSchema, scopeOf, type Grant } from '#shared/access/grant';
import type { Visit } from '#shared/access/visit';
import { accountIdSchema, type AccountId } from '#shared/kernel/ids';
import type { AccountRefusal as Refused, LinkDrawn } from './accounts.ts';
import { invitationLink } from './invitations.ts';
import type { DeskPorts } from './pages-desk.ts';
import { safely } from './safely.ts';

const UNKNOWN = { kind: 'AccountUnknown' } as const;
const BAD_GRANTS = { kind: 'Malformed', field: 'grants' } as const;

/** What an administrator's pages ask. */
export function accountsDesk({ identity, holderOf, onFault, scopes }: DeskPorts): AccountsDesk {
  const { accounts } = identity;
  const byOf = ({ cookie }: Visit) => holderOf(cookie);
  const areOfThePack = (grants: readonly Grant[]) =>
    grants.every((grant) => {
      const scope = scopeOf(grant);
      return grantSchema.safeParse(grant).success && (scope === null || scopes.has(scope));
    });
  /** An id that is not one of ours is one we do not know. */
  const on = <Answer>(said: string, act: (id: AccountId) => Promise<Answer>) =>
    safely<Answer | AccountRefusal>(onFault, async () => {
      const id = accountIdSchema.safeParse(said);
      return id.success ? await act(id.data) : UNKNOWN;
    });
  return {
    list: (visit) => accounts.list(byOf(visit)),
    invite: (asked, visit) =>
      safely(onFault, async () => {
        if (!areOfThePack(asked.grants)) return BAD_GRANTS;
        return withPath(await accounts.invite(byOf(visit), asked));
      }),
    inviteAgain: (account, visit) =>
      on(account, async (id) => withPath(await accounts.inviteAgain(byOf(visit), id))),
    changeGrants: (account, { before, after }, visit) =>
      on(account, async (id) => {
        const by = byOf(visit);
        const present = accounts.grantsOf(by, id);
        if (!areOfThePack(after)) return BAD_GRANTS;
        if (present && keyOf(present) !== keyOf(before)) return { kind: 'ChangedMeanwhile' };
        return accounts.changeGrants(by, id, after);
      }),
    suspend: (account, visit) => on(account, (id) => accounts.suspend(byOf(visit), id)),
    reinstate: (account, visit) => on(account, (id) => accounts.reinstate(byOf(visit), id)),
    delete: (account, visit) => on(account, (id) => accounts.delete(byOf(visit), id)),
    resetSecondFactor: (account, visit) => on(account, (id) => accounts.resetSecondFactor(byOf(visit), id)),
  };
}

/** The link, as an address of this server: its token stands after the #, which no server is told. */
function withPath(answer: LinkDrawn | Refused): Invited | Refused {
  if (answer.kind !== 'invited') return answer;
  const { kind, account, token } = answer;
  return { kind, account, path: invitationLink('', token) };
}

/** The same rights in whichever order they were ticked. */
function keyOf(grants: readonly Grant[]): string {
  return grants
    .map((grant) => `${grant.role}:${scopeOf(grant) ?? ''}`)
    .sort()
    .join(' ');
}
