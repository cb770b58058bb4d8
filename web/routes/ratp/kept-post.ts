import { ratpPostIdSchema, type RatpPostId } from '#shared/kernel/ids';

// Which post this tab is, for the day when no server answers: the cookie that tells the server cannot be read by a page.
// In this tab alone, until it is closed; never in an address, and in no storage that lasts.

const KEY = 'poste';

export function postKept(): RatpPostId | null {
  try {
    const kept = ratpPostIdSchema.safeParse(sessionStorage.getItem(KEY));
    return kept.success ? kept.data : null;
  } catch {
    return null;
  }
}

export function keepPost(post: RatpPostId | null): void {
  try {
    if (post === null) sessionStorage.removeItem(KEY);
    else sessionStorage.setItem(KEY, post);
  } catch {
    // Storage is blocked: it is asked again after a reload without network.
  }
}
