import type { Host } from '#shared/host';
import type { RefusedKind } from './accounts/audit.ts';
import type { GrantBook } from './accounts/grant-book.ts';
import type { Holder, Holders } from './accounts/holder.ts';
import type { Identity } from './accounts/identity/identity.ts';
import { pagesDesk } from './accounts/identity/pages-desk.ts';
import type { RelyingParty } from './accounts/oidc/relying-party.ts';
import { openingOf } from './accounts/opening.ts';
import { scopesIn } from './accounts/scopes.ts';
import type { Turns } from './commands/turns.ts';
import type { World } from './commands/world.ts';
import type { Gateway } from './gateway/gateway.ts';
import type { EventLog } from './log/event-log.ts';
import type { Clock } from './ports/clock.ts';
import type { Ids } from './ports/ids.ts';
import type { SignedPolicy } from './release/policy.ts';
import type { HealthReport } from './retention/health.ts';
import { audited, settingsDesk } from './territory/settings-desk.ts';

/** The audiences that are shown side by side. */
const SAME_MINUTE = ['coordination', 'hospital', 'wall', 'ratp'] as const;

export type HostPorts = {
  readonly gateway: Pick<Gateway, 'firstFrame' | 'frameText'>;
  readonly turns: Pick<Turns, 'submit'>;
  readonly world: World;
  readonly log: EventLog;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly holders: Holders;
  readonly grants: GrantBook;
  /** Somebody asked for what they may not. */
  readonly turnedAway: (who: Holder, to: RefusedKind) => void;
  /** Who people and screens are; undefined where nobody is known. */
  readonly identity: Identity | undefined;
  /** The providers at which people may sign in; undefined where there are none. */
  readonly party: RelyingParty | undefined;
  readonly policy: SignedPolicy;
  readonly harness: unknown;
  readonly health: HealthReport;
  readonly demo: boolean;
  /** A failure of ours, with its cause. Gives the reference under which the journal has it. */
  readonly onFault: (cause: unknown) => string;
};

/** What pages may ask of this server: who asks is read from their cookie each time, and what they may see from that. */
export function hostOf(ports: HostPorts): Host {
  const { gateway, turns, world, log, clock, ids, holders, grants, turnedAway } = ports;
  const { identity, party = null, policy, health, demo, onFault } = ports;
  const identityDesk = identity
    ? pagesDesk({
        identity,
        party,
        holderOf: (cookie) => holders.holderOf(cookie),
        demo,
        onFault,
        scopes: scopesIn(world.pack),
      })
    : null;
  const readerOf = (cookie: string | null) => holders.holderOf(cookie ?? undefined);
  return {
    firstFrame: (view, cookie) => gateway.firstFrame(view, readerOf(cookie)),
    mayOpen: (route, own, cookie) => openingOf(grants, readerOf(cookie), route, own),
    turnedAway: (cookie) => turnedAway(readerOf(cookie), 'page'),
    mayWatch: (view, cookie) => grants.mayWatch(readerOf(cookie), view),
    grantsOf: (cookie) => holders.grantsOf(readerOf(cookie)),
    policy: { text: policy.policy, hash: policy.hash, warnings: policy.warnings },
    harness: ports.harness,
    sameMinute: (cookie) => {
      const reader = readerOf(cookie);
      const shown = SAME_MINUTE.filter((audience) => grants.mayWatch(reader, audience));
      return shown.length > 0
        ? shown.map((audience) => ({ audience, bytes: gateway.frameText(audience) }))
        : null;
    },
    seenAs: (audience, cookie) =>
      grants.mayWatch(readerOf(cookie), 'lead') ? gateway.frameText(audience) : null,
    identity: identityDesk,
    inForce: () => {
      const { services, rhythm } = world.territory;
      return { restSpaces: services.restSpaces, thresholds: rhythm.thresholds };
    },
    settings: settingsDesk({
      world,
      log,
      clock,
      ids,
      holders,
      identity,
      audited: audited(identity, identityDesk?.journal, demo),
      // Filed by nobody in particular: a setting is answered on its own page, and who set it is the audit's.
      submit: (id, command) => turns.submit(id, command, 'coordination'),
      onFault,
    }),
    health: (cookie) =>
      openingOf(grants, readerOf(cookie), '/admin/sante', null) === 'open'
        ? health.read()
        : Promise.resolve(null),
    simulated: demo,
    get speed() {
      return clock.speed;
    },
  };
}
