import type { Grant } from '#shared/access/grant';
import { assertNever } from '#shared/kernel/assert-never';
import type { Holder, Holders } from '../holder.ts';
import type { Desk } from './desk.ts';
import type { Screens } from './screens.ts';
import { needsSecondFactor } from './second-factor-roles.ts';
import type { Sessions } from './sessions.ts';

/** Who stands behind a cookie, and what they may act as now: read from memory at each question, remembered by nobody. */
export class IdentityHolders implements Holders {
  readonly #desk: Desk;
  readonly #sessions: Sessions;
  readonly #visitors: readonly Grant[];
  #screens: Pick<Screens, 'of' | 'heard'> | null = null;

  /** @param visitors what the visitor of a demonstration may: administer it, or nothing */
  constructor(desk: Desk, sessions: Sessions, visitors: readonly Grant[]) {
    this.#desk = desk;
    this.#sessions = sessions;
    this.#visitors = visitors;
  }

  /** Screens ask who may administer them, and are themselves holders: the second is told of the first. */
  know(screens: Pick<Screens, 'of' | 'heard'>): void {
    this.#screens = screens;
  }

  holderOf(cookie: string | undefined): Holder {
    if (cookie === undefined) return { kind: 'anyone' };
    const session = this.#sessions.of(cookie);
    if (session?.stage === 'open') return { kind: 'account', account: session.account, session: session.id };
    const screen = this.#screens?.of(cookie);
    return screen ? { kind: 'screen', screen: screen.id } : { kind: 'anyone' };
  }

  grantsOf(holder: Holder): readonly Grant[] {
    const { book, clock } = this.#desk;
    switch (holder.kind) {
      case 'anyone':
        return [];
      case 'visitor':
        return this.#visitors;
      case 'account': {
        const session = book.session(holder.session);
        const account = book.account(holder.account);
        if (!account || session?.account !== account.id || session.stage !== 'open') return [];
        if (!this.#sessions.isLive(session, clock.now())) return [];
        return needsSecondFactor(account.grants) && !session.hasSecondFactor ? [] : account.grants;
      }
      case 'screen': {
        const screen = book.screen(holder.screen);
        // Asked at each of its requests, and at each beat of its link.
        if (screen) this.#screens?.heard(screen.id);
        return screen ? [screen.grant] : [];
      }
      default:
        return assertNever(holder);
    }
  }

  onChange(listener: (holder: Holder | null) => void): void {
    this.#desk.book.onChange(listener);
  }
}
