import type { Grant } from './access/grant.ts';
import type { IdentityDesk } from './access/identity-desk.ts';
import type { ServerHealth } from './access/server-health.ts';
import type { SettingsDesk } from './access/settings-desk.ts';
import type { RatpPostId, RestSpaceId, TeamId } from './kernel/ids.ts';
import type { Policy } from './policy/schema.ts';
import type { Territory } from './territory/schema.ts';
import type { Audience } from './view/changes.ts';
import type { SeenByLead } from './view/sees-as.ts';
import type { FirstFrame } from './wire/down.ts';

/** What a page is drawn from: an audience's view; where someone sees something of their own, whose. */
export type PageView =
  | Exclude<Audience, 'restspace' | 'outreach'>
  | `restspace:${RestSpaceId}`
  | `outreach:${TeamId}`
  | `ratp:${RatpPostId}`;

/** What the administration may set, as pages write it. */
export type InForce = Pick<Territory['services'], 'restSpaces'> & Pick<Territory['rhythm'], 'thresholds'>;

/** Whether an address opens: `sign-in` when nobody is there, `forbidden` when whoever is there may not. */
export type Opening = 'open' | 'sign-in' | 'forbidden';
/** A request's raw Cookie header: what says who is behind it. */
type Cookie = string | null;

/**
 * What a page may ask of the server that renders it. The pages and the server are bundled apart, so a module cannot
 * be shared between them: one slot is, on `globalThis` or on the request, filled before a page is asked for.
 */
export type Host = {
  /** What this view's audience would receive first, taken through the outbox; null when the request may not see it. */
  firstFrame(view: PageView, cookie: Cookie): FirstFrame | null;
  /** Asked before anything of a page is prepared. `own`: what the address names (a space, a post), or null. */
  mayOpen(route: string, own: string | null, cookie: Cookie): Opening;
  /** The request's sender was shown that an address is not theirs to open. */
  turnedAway(cookie: Cookie): void;
  /** Whether this view may be shown to the request's sender; for a choice among several, without their frames. */
  mayWatch(view: PageView, cookie: Cookie): boolean;
  /** What the sender may act as now; nothing for a visitor, who takes any door. */
  grantsOf(cookie: Cookie): readonly Grant[];
  /** The release policy in force, as data; its hash is the wall's. */
  readonly policy: {
    readonly text: Policy;
    readonly hash: string;
    readonly warnings: readonly { readonly invariant: string; readonly reason: string }[];
  };
  /** The adversary harness's last report that was shipped, or null. */
  readonly harness: unknown;
  /** What four audiences are sent for the same minute, byte for byte: those that the sender may look at, or null for none. */
  sameMinute(
    cookie: Cookie,
  ): { audience: 'coordination' | 'hospital' | 'wall' | 'ratp'; bytes: string }[] | null;
  /**
   * For a lead, what a weaker audience is sent now, byte for byte (`Voir comme…`); null when the request may not see the
   * lead's own view.
   */
  seenAs(audience: SeenByLead, cookie: Cookie): string | null;
  /** What pages ask of identities: null where a server has none. */
  readonly identity: IdentityDesk | null;
  /**
   * What the administration may set, as it holds now: the pack's value where nothing was set. For pages that write it;
   * the pack's other facts are in its files.
   */
  readonly inForce: () => InForce;
  /** The settings, for an administrator's pages. */
  readonly settings: SettingsDesk;
  /** How the server is and what it keeps; null when the request may not see it. */
  health(cookie: Cookie): Promise<ServerHealth | null>;
  /** Whether the demonstration runs: only then do the doors of the landing page exist. */
  readonly simulated: boolean;
  /** Simulated seconds in a real one. */
  readonly speed: number;
};

const slot = Symbol.for('passerelle.host');
type Slot = { [slot]?: Host };

/** @param to the request that it is for, where one process serves several territories; every request unless given */
export function provideHost(host: Host, to: object = globalThis): void {
  (to as Slot)[slot] = host;
}

/** The host of a request, as the pages' server hands it on. */
export function useHost(request: object | undefined): Host {
  const host = (request as Slot | undefined)?.[slot] ?? (globalThis as Slot)[slot];
  if (!host) throw new Error('no host: the pages are served by server/main.ts');
  return host;
}
