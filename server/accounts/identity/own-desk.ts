import type { OwnDesk } from '#shared/access/own-desk';
import type { Visit } from '#shared/access/visit';
import type { SessionId } from '#shared/kernel/ids';
import type { DeskPorts } from './pages-desk.ts';
import { shortestPassword } from './password-rule.ts';
import { rolesOf } from './rows.ts';
import { safely } from './safely.ts';

/** What people do about their own account, for pages. */
export function ownDesk({ identity, holderOf, onFault }: DeskPorts): OwnDesk {
  const { sessions } = identity;
  const accountOf = ({ cookie }: Visit) => {
    const holder = holderOf(cookie);
    return holder.kind === 'account' ? identity.account(holder.account) : undefined;
  };
  return {
    account: (visit) => {
      const account = accountOf(visit);
      if (!account) return null;
      const { login, name, organisation, grants, password, secondFactor, recovery } = account;
      return {
        // One that nobody types was made of the provider's own name for them (oidc/claims.ts).
        login: login.endsWith('.invalid') ? null : login,
        name,
        organisation,
        roles: rolesOf(grants),
        hasPassword: password !== null,
        hasSecondFactor: secondFactor !== null,
        recoveryCodesLeft: recovery?.hashes.length ?? 0,
        atLeast: shortestPassword(account),
      };
    },
    devices: ({ cookie }) => {
      const holder = holderOf(cookie);
      return holder.kind === 'account' ? sessions.devicesOf(holder.account, holder.session) : [];
    },
    endSessions: (which, proof, visit) =>
      safely(onFault, () =>
        identity.endOwnSessions(which === 'others' ? which : (which as SessionId), proof, visit),
      ),
    newRecoveryCodes: (proof, visit) => safely(onFault, () => identity.secondFactor.drawAgain(proof, visit)),
    changePassword: (typed, visit) => safely(onFault, () => identity.changeOwnPassword(typed, visit)),
  };
}
