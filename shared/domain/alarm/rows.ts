import { HOUR, instantAt, MINUTE, msOf, plus, type Instant } from '../../kernel/instant.ts';
import type { AlarmKey } from './commands.ts';
import type { AlarmFacts, AlarmThresholds } from './facts.ts';

export type Priority = 'P1' | 'P2' | 'P3';

/** An alarm whose condition holds now. `since`: the moment it began to, which names this occurrence. */
export type Due = { readonly key: AlarmKey; readonly priority: Priority; readonly since: Instant };

/** A release is missing once so many of them should have come (A13). */
const MISSING_RELEASES = 2;
/** A feed is late once it has missed so many of its own turns (A12). */
const LATE_FEED_CADENCES = 2;

type Row = (facts: AlarmFacts, thresholds: AlarmThresholds, now: Instant) => Due[];

/** The rows of UX 3.4 that have a source, each alone: what is abnormal, since when, how grave. One per cause. */
export const ROWS: readonly Row[] = [
  function teamInDanger({ alerts }) {
    return alerts.map(({ team, raisedAt }) => due('A1', team, 'P1', raisedAt));
  },

  function silentTeam({ teams }, { silentWarnMin, silentMin, exitGraceMin }, now) {
    return teams.flatMap(({ team, lastSignAt, exitAt }) => {
      // Underground nothing is heard before the announced exit: silence is expected, and ends ten minutes after it.
      if (exitAt !== null) return since(exitAt, exitGraceMin, now, (at) => due('A2', team, 'P1', at));
      const silent = since(lastSignAt, silentMin, now, (at) => due('A2', team, 'P1', at));
      return silent.length > 0
        ? silent
        : since(lastSignAt, silentWarnMin, now, (at) => due('A2', team, 'P2', at));
    });
  },

  function requestNotAcknowledged({ unacknowledged }, { reportAcknowledgeMin }, now) {
    return unacknowledged.flatMap(({ report, filedAt }) =>
      since(filedAt, reportAcknowledgeMin, now, (at) => due('A3', report, 'P2', at)),
    );
  },

  /** One for all of them, since leads see no code; each request that passes the limit raises it again. */
  function admissionAtRisk({ unreserved }, { atRiskAfterH }, now) {
    const passed = unreserved
      .map((requestedAt) => plus(requestedAt, atRiskAfterH * HOUR))
      .filter((at) => at <= now);
    const last = passed.sort().at(-1);
    return last === undefined ? [] : [due('A4', 'admissions', 'P2', last)];
  },

  function holdEndsSoon({ holds }, { holdEndsSoonMin }, now) {
    return holds.flatMap(({ bed, until }) =>
      since(until, -holdEndsSoonMin, now, (at) => due('A5', bed, 'P2', at)),
    );
  },

  function spaceSaturated({ spaces }) {
    return spaces.flatMap(({ space, saturatedAt }) =>
      saturatedAt === null ? [] : [due('A6', space, 'P2', saturatedAt)],
    );
  },

  function passInPeril({ unplanned }, { perilMin }, now) {
    return unplanned.flatMap(({ name, windowEnds }) =>
      windowEnds <= now ? [] : since(windowEnds, -perilMin, now, (at) => due('A7', name, 'P2', at)),
    );
  },

  function passMissed({ missed }) {
    return missed.map(({ name, windowEnded }) => due('A8', name, 'P3', windowEnded));
  },

  function cleaningTooLong({ cleanings }, { cleaningMin }, now) {
    return cleanings.flatMap(({ bed, since: from }) =>
      since(from, cleaningMin, now, (at) => due('A9', bed, 'P3', at)),
    );
  },

  function counterNotRead({ spaces }, { restSpaceSilentMin }, now) {
    return spaces.flatMap(({ space, lastSignAt }) =>
      since(lastSignAt, restSpaceSilentMin, now, (at) => due('A10', space, 'P3', at)),
    );
  },

  function screenSilent({ screens }) {
    return screens.map(({ screen, goneAt }) => due('A11', screen, screen === 'mur' ? 'P2' : 'P3', goneAt));
  },

  function feedLate({ feeds }, _thresholds, now) {
    return feeds.flatMap(({ feed, everyMin, heardAt }) =>
      since(heardAt, LATE_FEED_CADENCES * everyMin, now, (at) => due('A12', feed, 'P3', at)),
    );
  },

  function releaseLate({ lastReleaseAt }, { coverageTickMin }, now) {
    if (lastReleaseAt === null) return [];
    return since(lastReleaseAt, MISSING_RELEASES * coverageTickMin, now, (at) =>
      due('A13', 'couverture', 'P2', at),
    );
  },
];

function due(row: string, about: string, priority: Priority, at: Instant): Due {
  return { key: `${row}:${about}` as AlarmKey, priority, since: at };
}

/** The alarm, from so many minutes after `from` on. */
function since(from: Instant, minutes: number, now: Instant, alarm: (at: Instant) => Due): Due[] {
  // Compared as numbers: most are far from due at each look, and only what is due has a moment to be written out.
  const at = msOf(from) + minutes * MINUTE;
  return at <= msOf(now) ? [alarm(instantAt(at))] : [];
}
