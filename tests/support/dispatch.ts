import type { DispatchCommand, DispatchContext } from '#shared/domain/dispatch/decide';
import type { FilingPost, TeamId } from '#shared/kernel/ids';
import { ratpPostIdSchema } from '#shared/kernel/ids';
import type { LocalDate } from '#shared/kernel/local-time';
import { createPlaces } from '#shared/territory/places';
import { commandId, paris } from './said.ts';
import { territory } from './served-app.ts';

/** Without a sign for this long a report expires: the pack's. */
export const EXPIRES_MIN = territory.rhythm.thresholds.reportExpiresMin;

/** Something said, by whom, when and under which id; what is not given does not matter. */
export type Said = { readonly command: DispatchCommand } & Partial<Omit<DispatchContext, 'filedBy'>> & {
    readonly filedBy?: FilingPost;
  };

let drawn = 10_000;

/** What a decision needs besides the state, from the shipped pack. */
export function dispatchContext({ filedBy = 'lead', ...over }: Omit<Said, 'command'> = {}): DispatchContext {
  const post = ratpPostIdSchema.safeParse(filedBy);
  return {
    id: commandId((drawn += 1)),
    now: paris('12:00'),
    places: createPlaces(territory),
    filedBy,
    post: post.success ? post.data : null,
    mergeMin: territory.rhythm.thresholds.reportMergeMin,
    teams: new Map(territory.teams.map((team) => [team.id, team])),
    team: filedBy as TeamId,
    operator: 'à configurer',
    halfDayOf: () => ({ day: '2026-11-21' as LocalDate, window: null }),
    whyNot: () => null,
    cancelWithinMs: 10_000,
    raised: new Map(),
    ...over,
  };
}
