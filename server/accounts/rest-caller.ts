import { PERMISSIONS } from '#shared/access/permissions';
import type { Endpoint } from '#shared/access/pages';
import { doorSchema, type Door } from '#shared/wire/up';
import type { ViewKey } from '#server/release/views';
import type { GrantBook } from './grant-book.ts';
import { viewOf } from './grants.ts';
import type { Holder, Holders } from './holder.ts';

/** The scheme by which a caller says as whom it reads: `Door hospital`, `Door restspace ER-1`, `Door outreach T2`. */
export const REST_SCHEME = 'Door';

/** What says whose view a caller without a socket reads. */
export type RestCallers = {
  readonly holders: Pick<Holders, 'holderOf'>;
  readonly grants: GrantBook;
  readonly views: readonly ViewKey[];
};

/** What a request says of its sender: the session it carries, and the door it asks for when it may take several. */
export type RestHeaders = {
  readonly cookie?: string | undefined;
  readonly authorization?: string | undefined;
};

/** Whose view is read and by whom; or why none is: nobody is there, or whoever is there may not. */
export type RestReading =
  | { readonly kind: 'view'; readonly view: ViewKey; readonly reader: Holder }
  | { readonly kind: 'identity' }
  | { readonly kind: 'forbidden' };

/**
 * The view that the sender of these headers may read now by this endpoint. Asked for each request: a right remembered
 * would outlive its removal. A session alone reads by its first grant that may.
 */
export function restReading(
  { cookie, authorization }: RestHeaders,
  endpoint: Endpoint,
  { holders, grants, views }: RestCallers,
): RestReading {
  const reader = holders.holderOf(cookie);
  const refused = {
    kind: reader.kind === 'anyone' || reader.kind === 'visitor' ? 'identity' : 'forbidden',
  } as const;
  const doors = authorization === undefined ? grants.ownDoors(reader) : doorAsked(authorization);
  for (const door of doors) {
    const actor = grants.actorFor(reader, door);
    if (actor === null || actor.role === 'onlooker') continue;
    if (!PERMISSIONS[actor.role].endpoints.includes(endpoint)) continue;
    const view = viewOf(actor);
    if (views.includes(view)) return { kind: 'view', view, reader };
  }
  return refused;
}

/** The door that a header names, alone; none when it names none. */
function doorAsked(authorization: string): Door[] {
  const [scheme, door, own, ...more] = authorization.split(' ');
  if (scheme !== REST_SCHEME || more.length > 0) return [];
  const parsed = doorSchema.safeParse({ door, ...(own === undefined ? {} : ownedBy(door, own)) });
  return parsed.success ? [parsed.data] : [];
}

/** The key under which a door says what is its own; another word where a door has nothing of its own refuses it. */
function ownedBy(door: string | undefined, own: string): Record<string, string> {
  switch (door) {
    case 'restspace':
      return { space: own };
    case 'outreach':
      return { team: own };
    case 'ratp':
      return { post: own };
    default:
      return { own };
  }
}
