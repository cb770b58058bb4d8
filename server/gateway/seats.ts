import type { Audience } from '#shared/view/changes';
import type { Door } from '#shared/wire/up';
import type { GrantBook } from '#server/accounts/grant-book';
import { viewOf, type Actor } from '#server/accounts/grants';
import { isSameHolder, type Holder } from '#server/accounts/holder';
import { audienceOf } from '#server/release/views';
import type { Link } from './crowd.ts';
import type { PasserelleSocket } from './outbox.ts';

/** Whom its cookie said it is, once, and the door it asked for. What that opens is asked each time. */
type Seat = { readonly holder: Holder; readonly door: Door };

/** Who is connected. */
export class Seats {
  readonly #grants: Pick<GrantBook, 'actorFor'>;
  readonly #seats = new Map<PasserelleSocket, Seat>();

  constructor(grants: Pick<GrantBook, 'actorFor'>) {
    this.#grants = grants;
  }

  /**
   * This socket is there until it is disconnected. Gives what it may act as at the moment of the question: a right
   * remembered on a socket outlives its removal.
   */
  take(socket: PasserelleSocket, holder: Holder, door: Door): () => Actor | null {
    this.#seats.set(socket, { holder, door });
    socket.on('disconnect', () => this.#seats.delete(socket));
    return () => this.#grants.actorFor(holder, door);
  }

  get sockets(): readonly PasserelleSocket[] {
    return [...this.#seats.keys()];
  }

  on(link: Link): readonly PasserelleSocket[] {
    return this.sockets.filter((socket) => socket.conn === link);
  }

  /** Of this holder, or of everyone, those who may not be where they are any more. */
  withoutRight(changed: Holder | null): readonly PasserelleSocket[] {
    return [...this.#seats]
      .filter(([, { holder }]) => changed === null || isSameHolder(changed, holder))
      .filter(([, { holder, door }]) => this.#grants.actorFor(holder, door) === null)
      .map(([socket]) => socket);
  }

  /** How many are connected, by what they watch: never who, nor which team, space or post. */
  get connections(): { readonly audience: Audience; readonly count: number }[] {
    const counts = new Map<Audience, number>();
    for (const { holder, door } of this.#seats.values()) {
      const actor = this.#grants.actorFor(holder, door);
      if (actor === null) continue;
      const audience = audienceOf(viewOf(actor));
      counts.set(audience, (counts.get(audience) ?? 0) + 1);
    }
    return [...counts].map(([audience, count]) => ({ audience, count }));
  }
}
