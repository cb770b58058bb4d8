import { PERMISSIONS, type Watchable } from '#shared/access/permissions';
import type { GuardedRoute } from '#shared/access/pages';
import { scopeOf, type Grant } from '#shared/access/grant';
import type { Door } from '#shared/wire/up';
import type { ViewKey } from '#server/release/views';
import { actorOf, viewOf, type Actor } from './grants.ts';
import type { Holder, Holders } from './holder.ts';

/** What a holder may do now: said again for each message, page and file, so that no right is remembered. */
export class GrantBook {
  readonly #holders: Pick<Holders, 'grantsOf'>;

  constructor(holders: Pick<Holders, 'grantsOf'>) {
    this.#holders = holders;
  }

  /** Whom this holder acts as through a door it asks for; null when it may not take it, or not any more. */
  actorFor(holder: Holder, door: Door): Actor | null {
    const asked = actorOf(door);
    if (holder.kind === 'visitor') return asked;
    const view = viewOf(asked);
    const grants = this.#holders.grantsOf(holder);
    if (grants.some((grant) => ownViewOf(grant) === view)) return asked;
    return isNobodysOwn(view) && grants.some((grant) => looksAt(grant, view))
      ? { role: 'onlooker', at: view }
      : null;
  }

  /** The doors a holder has of its own, in the order of its grants; none for a visitor, who has to say which. */
  ownDoors(holder: Holder): Door[] {
    return this.#holders.grantsOf(holder).flatMap((grant) => doorOf(grant) ?? []);
  }

  /** Whether it may be shown this view, as its own or as a weaker one. */
  mayWatch(holder: Holder, view: ViewKey): boolean {
    if (holder.kind === 'visitor') return true;
    const grants = this.#holders.grantsOf(holder);
    return grants.some((grant) => ownViewOf(grant) === view || looksAt(grant, view));
  }

  /** Whether a screen opens to it. `own`: what the address names, null when it names nothing. */
  mayOpen(holder: Holder, route: GuardedRoute, own: string | null): boolean {
    if (holder.kind === 'visitor') return true;
    return this.#holders.grantsOf(holder).some((grant) => {
      if (!PERMISSIONS[grant.role].pages.includes(route)) return false;
      const scope = scopeOf(grant);
      return own === null || scope === null || own === scope;
    });
  }
}

function ownViewOf(grant: Grant): ViewKey | null {
  const door = doorOf(grant);
  return door && viewOf(actorOf(door));
}

function looksAt({ role }: Grant, view: ViewKey): boolean {
  return isNobodysOwn(view) && PERMISSIONS[role].seesAs.includes(view);
}

/** What belongs to one space, one team or one post is looked at by nobody else, whatever the table says. */
function isNobodysOwn(view: ViewKey): view is Watchable {
  return !view.includes(':');
}

/** The door of a grant; null for those who have no view of their own. */
function doorOf(grant: Grant): Door | null {
  switch (grant.role) {
    case 'lead':
    case 'coordination':
    case 'hospital':
    case 'mobile':
    case 'wall':
      return { door: grant.role };
    case 'ratp':
      return { door: 'ratp', post: grant.post };
    case 'restspace':
      return { door: 'restspace', space: grant.space };
    case 'outreach':
      return { door: 'outreach', team: grant.team };
    case 'admin':
    case 'auditor':
      return null;
  }
}
