import { doorSchema } from '#shared/wire/up';
import type { ViewKey } from '#server/release/views';
import type { GrantBook } from './grant-book.ts';
import { viewOf } from './grants.ts';

/** The scheme of a demonstration: `authorization: Door hospital`, `Door restspace ER-1`, `Door outreach T2`. */
export const REST_SCHEME = 'Door';

/** What says whose view a caller without a socket reads. */
export type RestCallers = {
  readonly grants: GrantBook;
  readonly views: readonly ViewKey[];
  /** Doors exist only in a demonstration; otherwise no one reads before accounts do. */
  readonly doorsOpen: boolean;
};

/**
 * The view that the bearer of this header may read now; null when it may read none. Asked for each request: a right
 * remembered would outlive its removal. Tokens will replace the doors here, and nowhere else.
 */
export function restViewOf(
  authorization: string | undefined,
  { grants, views, doorsOpen }: RestCallers,
): ViewKey | null {
  if (!doorsOpen || authorization === undefined) return null;
  const [scheme, door, own, ...more] = authorization.split(' ');
  if (scheme !== REST_SCHEME || more.length > 0) return null;
  const parsed = doorSchema.safeParse({ door, ...(own === undefined ? {} : ownedBy(door, own)) });
  const actor = parsed.success ? grants.actorFor(parsed.data) : null;
  if (actor === null) return null;
  const view = viewOf(actor);
  return views.includes(view) ? view : null;
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
