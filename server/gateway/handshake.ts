import { handshakeSchema, type Handshake } from '#shared/wire/up';
import { WIRE_VERSION } from '#shared/wire/version';
import type { GrantBook } from '#server/accounts/grant-book';
import { viewOf } from '#server/accounts/grants';
import type { Holder } from '#server/accounts/holder';
import type { ViewKey } from '#server/release/views';

export type Entry =
  | { readonly ok: true; readonly handshake: Handshake }
  | { readonly ok: false; readonly why: 'handshake' | 'version' | 'identity' };

/** Whether a client may come in by the door it asks for: it speaks this protocol, and the door is there for its holder. */
export function enter(
  auth: unknown,
  holder: Holder,
  grants: Pick<GrantBook, 'actorFor'>,
  views: readonly ViewKey[],
): Entry {
  const parsed = handshakeSchema.safeParse(auth);
  if (!parsed.success) return { ok: false, why: 'handshake' };
  if (parsed.data.wire !== WIRE_VERSION) return { ok: false, why: 'version' };
  const actor = grants.actorFor(holder, parsed.data.as);
  if (actor === null || !views.includes(viewOf(actor))) return { ok: false, why: 'identity' };
  return { ok: true, handshake: parsed.data };
}
