import type { RefusalKind } from '#shared/domain/refusal';
import type { CommandId } from '#shared/kernel/ids';
import type { Instant } from '#shared/kernel/instant';
import type { Ack } from '#shared/wire/ack';
import type { Command } from '#shared/wire/up';

/** Why a command will not be done: a rule's word, or `Malformed` when the server does not know such a command. */
export type Refusal = RefusalKind | 'Malformed';

/** How a command ended, said once. `code` is of the request or placement it opened, `alternatives` are free beds. */
export type Answer =
  | { readonly outcome: 'transmis'; readonly code?: Code }
  | { readonly outcome: 'refuse'; readonly refusal: Refusal; readonly alternatives?: Alternatives };
type Code = NonNullable<Extract<Ack, { outcome: 'accepted' }>['code']>;
type Alternatives = NonNullable<Extract<Ack, { outcome: 'refused' }>['alternatives']>;

/**
 * Where a command is. `ecriture`: said, not kept yet (where nothing can be kept, until it is sent), so nothing may be
 * claimed. `sur-ce-telephone`: kept, and sent again until it is answered. `transmis`: durable on the server, until this
 * page's view holds it. `refuse`: kept until the person dismisses it.
 */
export type ItemState =
  | { readonly name: 'ecriture' }
  | { readonly name: 'sur-ce-telephone' }
  | { readonly name: 'transmis'; readonly at: Instant }
  | { readonly name: 'refuse'; readonly refusal: Refusal };

export type Item = {
  readonly id: CommandId;
  readonly command: Command;
  /** Product time at which the person acted. */
  readonly addedAt: Instant;
  readonly state: ItemState;
};
export type RefusedItem = Item & { readonly state: { readonly name: 'refuse'; readonly refusal: Refusal } };

/** A command whose effect the view does not hold yet. */
export type PendingCommand = Pick<Item, 'id' | 'command'>;

/** What is written on the device of one command. */
export type Kept = Pick<Item, 'id' | 'command' | 'addedAt'> & {
  /** Whose it is: what one door said is never sent through another. */
  readonly post: string;
  readonly refusal: Refusal | null;
};
