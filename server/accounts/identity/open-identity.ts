import { realChance } from '#server/ports/chance';
import { noBreachedPasswords, readBreachedPasswords } from './breached-list.ts';
import { openEmbeddedStore } from './embedded-store.ts';
import type { IdentitySecrets } from './environment.ts';
import { Identity, type IdentityPorts } from './identity.ts';
import { INVITATION_HOURS, invitationLink } from './invitations.ts';
import { openKey } from './key.ts';

/**
 * The identities of a server, kept in `folder`.
 * @throws Error with a sentence for who starts it
 */
export function openIdentity(
  folder: string,
  { secret, breachedPasswords }: IdentitySecrets,
  ports: Pick<IdentityPorts, 'clock' | 'policy' | 'isSecure' | 'onFault' | 'demo'>,
): Promise<Identity> {
  const breached =
    breachedPasswords === null ? noBreachedPasswords : readBreachedPasswords(breachedPasswords);
  const store = openEmbeddedStore(folder);
  return Identity.open({
    ...ports,
    store,
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
