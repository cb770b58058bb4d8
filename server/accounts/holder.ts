import type { Grant } from '#shared/access/grant';
import type { AccountId, ScreenId, SessionId } from '#shared/kernel/ids';

/** Who stands behind a request or a connection: from its cookie alone, never from a message. */
export type Holder =
  | { readonly kind: 'anyone' }
  /** A demonstration: whoever is on this machine may take any door. */
  | { readonly kind: 'visitor' }
  | { readonly kind: 'account'; readonly account: AccountId; readonly session: SessionId }
  | { readonly kind: 'screen'; readonly screen: ScreenId };

/** What the server asks of identities, at each message; implemented by the identity store, and by the demonstration. */
export interface Holders {
  /** From the raw Cookie header; `anyone` when nothing in it is ours or still good. */
  holderOf(cookie: string | undefined): Holder;
  /** What it may act as now; empty once revoked, expired, suspended or without its second factor. Synchronous (memory). */
  grantsOf(holder: Holder): readonly Grant[];
  /** Calls back with the holder whose rights changed; `null`: everyone's. */
  onChange(listener: (holder: Holder | null) => void): void;
}

const ANYONE: Holder = { kind: 'anyone' };
const VISITOR: Holder = { kind: 'visitor' };

/** A demonstration: everyone is a visitor, and a visitor takes any door without a grant. */
export const demoHolders: Holders = {
  holderOf: () => VISITOR,
  grantsOf: () => [],
  onChange: () => {},
};

/** No identities yet: nobody is anybody, and every door is shut. */
export const nobodyHolders: Holders = {
  holderOf: () => ANYONE,
  grantsOf: () => [],
  onChange: () => {},
};

/** The same account, from whichever of its sessions, or the same screen. */
export function isSameHolder(a: Holder, b: Holder): boolean {
  switch (a.kind) {
    case 'account':
      return b.kind === 'account' && b.account === a.account;
    case 'screen':
      return b.kind === 'screen' && b.screen === a.screen;
    case 'anyone':
    case 'visitor':
      return b.kind === a.kind;
  }
}
