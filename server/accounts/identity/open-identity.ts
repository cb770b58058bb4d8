import { realChance } from '#server/ports/chance';
import { noBreachedPasswords, readBreachedPasswords } from './breached-list.ts';
import type { IdentitySecrets } from './environment.ts';
import { Identity, type IdentityPorts } from './identity.ts';
import { INVITATION_HOURS, invitationLink } from './invitations.ts';
import { openEmbeddedStore } from './embedded-store.ts';
import { openKey } from './key.ts';
import type { IdentityStore } from './store.ts';

/**
 * The identities of a server, kept in `folder` unless a store is given; its secret too, where the configuration gives none.
 * @throws Error with a sentence for who starts it
 */
export function openIdentity(
  folder: string,
  { secret, breachedPasswords }: IdentitySecrets,
  ports: Pick<IdentityPorts, 'clock' | 'policy' | 'isSecure' | 'onFault' | 'demo'> & {
    store?: IdentityStore;
  },
): Promise<Identity> {
  const breached =
    breachedPasswords === null ? noBreachedPasswords : readBreachedPasswords(breachedPasswords);
  return Identity.open({
    ...ports,
    store: ports.store ?? openEmbeddedStore(folder),
    breached,
    chance: realChance,
    key: openKey(folder, secret, realChance),
  });
}

/** What the console prints at a start without an administrator; null once there is one. */
export async function firstRunNote({ invitations }: Identity, origin: string): Promise<string | null> {
  const token = await invitations.forFirstAdministrator();
  if (token === null) return null;
  return [
    '',
    '  Aucun administrateur. Ce lien, utilisable une seule fois, crée le premier :',
    `  ${invitationLink(origin, token)}`,
    `  Il vaut ${INVITATION_HOURS} heures, ou jusqu'au prochain démarrage.`,
    '',
    '',
  ].join('\n');
}
