import type { Login } from '#server/accounts/identity/rows';
import type { Grant } from '#shared/access/grant';
import { Browser, type IdentityBench } from './identity.ts';

/** Someone who came in by a provider: an account without a password, on this browser. */
export async function shownIn(
  bench: IdentityBench,
  grants: readonly Grant[],
  { hasOwnSecondFactor }: { hasOwnSecondFactor: boolean },
): Promise<{ browser: Browser; account: string; code: () => string }> {
  const browser = new Browser();
  const login = 'ailleurs@exemple.test';
  const person = { issuer: 'https://fournisseur.exemple.test', subject: 'sujet-1' };
  const names = { login: login as Login, name: 'Prénom Nom', organisation: 'Organisme à configurer' };
  const farewell = { provider: 'fournisseur', idToken: 'jeton' };
  const entered = await bench.identity.enterFederated(
    { ...person, ...names, grants, hasSecondFactor: !hasOwnSecondFactor, farewell },
    browser.visit,
  );
  browser.take(entered);
  if (hasOwnSecondFactor) await bench.enrol(browser, login);
  const holder = bench.identity.holders.holderOf(browser.cookie);
  if (holder.kind !== 'account') throw new Error('nobody came in');
  return { browser, account: holder.account, code: () => bench.code(login) };
}
