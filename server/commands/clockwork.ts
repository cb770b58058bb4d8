import { dueTimers } from '#shared/domain/admission/clock';
import { decideTimer, type D2oTimer } from '#shared/domain/d2o/decide';
import { decideDispatchTimer, dispatchDue } from '#shared/domain/dispatch/decide';
import type { CommandId } from '#shared/kernel/ids';
import { DAY, HOUR, instantAt, MINUTE, msOf, plus, type Instant } from '#shared/kernel/instant';
import { dateAfter, instantAtLocal, localDateOf, mondayOf } from '#shared/kernel/local-time';
import { SLOT_MS, slotAfter, slotEnd, slotOf, slotStart, type Slot } from '#shared/kernel/slot';
import { decidePass } from '#shared/domain/pass/decide';
import { decidePlacementSilence } from '#shared/domain/placement/decide';
import { shareOf } from '#server/release/bands';
import { endsWindow, releaseTick, sameWindow, slotsSoFar, type Sealed } from '#server/release/coverage';
import type { WindowClosed, WindowRef } from '#server/release/events';
import { capacityReleases } from '#server/release/capacity';
import { releasedFlows } from '#server/release/flow-figures';
import {
  capacityStream,
  coverageStream,
  d2oStream,
  dispatchStream,
  flowsStream,
  placementStream,
  rhythmStream,
  settingsStream,
  slotStream,
  type Aggregate,
} from './aggregates.ts';
import { passContext } from './contexts.ts';
import type { Draft } from './draft.ts';
import type { LogEvent } from './event.ts';
import { exactCapacity } from './exact-capacity.ts';
import { takeEffect } from './settings-clock.ts';
import type { World } from './world.ts';

/** The minute of the day at which figures are released: every day those of the months, on Monday the share (PRV-32). */
const FIGURES_AT_MINUTES = 6 * 60;
/** Further behind than this nobody was watching: minute ticks are then issued at half-hours only. */
const COALESCE_AFTER = 2 * HOUR;
/** Further behind than this the half-hours are not played again one by one. */
const GIVE_UP_AFTER = 40 * DAY;

/**
 * Does everything that time alone makes due after `since` and up to `until`, in the order of its nominal moments
 * (PRV-18): seals, releases, half-days, figures, timers, clocked capacities. Every id is made of what it is about, so
 * that doing it twice, or on two nodes, records it once.
 */
export function runClockwork(
  draft: Draft,
  world: World,
  since: Instant,
  until: Instant,
  policyHash: string,
): void {
  const start = Math.max(msOf(since), msOf(until) - GIVE_UP_AFTER);
  for (let at = Math.floor(start / MINUTE) * MINUTE + MINUTE; at <= msOf(until); at += MINUTE) {
    const onHalfHour = at % SLOT_MS === 0;
    if (!onHalfHour && msOf(until) - at > COALESCE_AFTER) continue;
    const tick = instantAt(at);
    runTimers(draft, world, tick);
    takeEffect(draft, world, tick);
    if (onHalfHour) runHalfHour(draft, world, tick, policyHash);
    // After a restart the minutes since the last half-hour come again. Those up to the newest fact were kept with it:
    // released again from what is known now, they would take the wall back in time, under ids already used.
    if (world.latest === null || tick > world.latest) releaseCapacity(draft, world, tick, 'tick', policyHash);
  }
  runTimers(draft, world, until);
}

/** Releases the capacities that differ from what is shown at this moment; `immediate` only what may not wait for the tick. */
export function releaseCapacity(
  draft: Draft,
  world: World,
  at: Instant,
  mode: 'tick' | 'immediate',
  policyHash: string,
): void {
  const { policy } = world;
  // As the settings of this very group have it: a limit that changes now is released with it.
  const territory = world.territoryUnder(draft.state(settingsStream));
  const exact = exactCapacity(draft, { territory, room: world.room }, at);
  const releases = capacityReleases(draft.state(capacityStream), exact, { at, mode }, policy, territory);
  for (const release of releases) {
    // A tick is released once. What may not wait may come twice in one moment: the version tells the two apart.
    const which = mode === 'tick' ? mode : `${mode}-${draft.version(capacityStream.stream)}`;
    record(draft, `release:${release.audience}-capacity:${at}:${which}:${policyHash}`, capacityStream, [
      release,
    ]);
  }
}

function runTimers(draft: Draft, world: World, now: Instant): void {
  const { reportExpiresMin } = world.territory.rhythm.thresholds;
  for (const timer of dispatchDue(draft.state(dispatchStream), now, reportExpiresMin)) {
    const decision = decideDispatchTimer(timer, draft.state(dispatchStream), now, reportExpiresMin);
    // Not by its id: what a mission or a tour leaves among longer-lived facts must not name it (PRV-37).
    const id = `end:${timer.kind}:${timer.at}:${draft.version(dispatchStream.stream)}`;
    if (decision.ok) record(draft, id, dispatchStream, decision.events);
  }
  for (const timer of dueTimers(draft.state(d2oStream), now).due) {
    const decision = decideTimer(timer, draft.state(d2oStream), now);
    if (decision.ok) record(draft, idOfTimer(timer, now), d2oStream, decision.events);
  }
}

function idOfTimer(timer: D2oTimer, now: Instant): string {
  switch (timer.type) {
    case 'ExpireReservation':
      return `expire:${timer.code}:${timer.until}`;
    case 'CloseSilentRequest':
      return `silent:${timer.code}:${now}`;
    case 'SettleBedChange':
      return `settle:${timer.bed}:${timer.changedAt}`;
  }
}

function runHalfHour(draft: Draft, world: World, tick: Instant, policyHash: string): void {
  const { policy, places, windows } = world;
  openWindow(draft, world, tick);
  seal(draft, world, slotEndingBefore(tick, policy.clock.seal_after_min));
  closeWindow(draft, world, tick);
  closeSilentPlacements(draft, world, tick);
  countWeek(draft, world, tick);
  countFlows(draft, world, tick);

  const sealOf = (slot: Slot): Sealed => draft.state(slotStream(slot)).sealed ?? { zones: [], stations: [] };
  const released = releaseTick(tick, draft.state(coverageStream), policy, windows.windowOf, sealOf, places);
  for (const release of released) {
    record(draft, `release:${release.audience}:${tick}:${policyHash}`, coverageStream, [release]);
  }
}

function slotEndingBefore(tick: Instant, minutes: number): Slot {
  return slotAfter(slotOf(plus(tick, -minutes * MINUTE)), -1);
}

function seal(draft: Draft, world: World, slot: Slot): void {
  const stream = slotStream(slot);
  const id = `seal:${slot}` as CommandId;
  const now = plus(slotEnd(slot), world.policy.clock.seal_after_min * MINUTE);
  const decision = decidePass({ type: 'SealSlot', slot }, draft.state(stream), passContext(world, id, now));
  if (decision.ok) record(draft, id, stream, decision.events);
}

function openWindow(draft: Draft, world: World, tick: Instant): void {
  const window = world.windows.windowOf(slotOf(tick));
  if (!window || sameWindow(draft.state(rhythmStream).opened, window)) return;
  const whole = slotStart(slotOf(tick)) === startOf(world, window);
  record(draft, `open:${window.day}:${window.window}`, rhythmStream, [
    { type: 'WindowOpened', whole, day: window.day, window: window.window },
  ]);
}

function startOf({ windows }: World, { day, window }: WindowRef): Instant | undefined {
  return windows.windowsOfDay(day).find((dated) => dated.window === window)?.start;
}

function closeWindow(draft: Draft, world: World, tick: Instant): void {
  const { places, policy, windows } = world;
  const slot = slotEndingBefore(tick, policy.clock.seal_after_min);
  const window = windows.windowOf(slot);
  if (!window || !endsWindow({ slot, window }, windows.windowOf)) return;
  // A half-day that began before this log did was not watched whole: nothing is said to be missed.
  if (!draft.state(rhythmStream).watched.some((watched) => sameWindow(watched, window))) return;
  const passes = slotsSoFar(slot, window, windows.windowOf).flatMap((at) => [
    ...draft.state(slotStream(at)).passes.values(),
  ]);
  const sectors = new Set(
    passes.map(({ place }) => (place.kind === 'zone' ? places.sectorOf(place.id) : undefined)),
  );
  const groups = new Set(
    passes.map(({ place }) => (place.kind === 'station' ? places.groupOf(place.id) : undefined)),
  );
  const closed: WindowClosed = {
    type: 'WindowClosed',
    ...window,
    missedSectors: places.sectors.filter((sector) => !sectors.has(sector)),
    missedGroups: places.groups.filter((group) => !groups.has(group)),
  };
  record(draft, `close:${window.day}:${window.window}`, rhythmStream, [closed]);
}

function countWeek(draft: Draft, world: World, tick: Instant): void {
  const { timezone } = world.territory.rhythm;
  const today = localDateOf(timezone, tick);
  if (mondayOf(today) !== today || instantAtLocal(timezone, today, FIGURES_AT_MINUTES) !== tick) return;
  const week = dateAfter(today, -7);
  const counted = world.weeks.get(week) ?? { admitted: 0, under24h: 0 };
  record(draft, `week:${week}`, rhythmStream, [{ type: 'WeekCounted', week, ...counted }]);
  const { weeks } = draft.state(rhythmStream);
  const share = shareOf(weeks.slice(-world.policy.request.share.weeks), world.policy);
  record(draft, `share:${today}`, rhythmStream, [{ type: 'ShareComputed', at: tick, share }]);
}

/** Once a day: what is said of the month under way moves no faster. */
function countFlows(draft: Draft, world: World, tick: Instant): void {
  const { timezone } = world.territory.rhythm;
  const today = localDateOf(timezone, tick);
  if (instantAtLocal(timezone, today, FIGURES_AT_MINUTES) !== tick) return;
  const months = releasedFlows(world.flows, today, world.policy.request.share.k);
  if (months.length === 0) return;
  record(draft, `flows:${today}`, flowsStream, [{ type: 'FlowsCounted', at: tick, months }]);
}

function closeSilentPlacements(draft: Draft, world: World, tick: Instant): void {
  for (const code of world.placements) {
    const stream = placementStream(code);
    const decision = decidePlacementSilence(code, draft.state(stream), tick);
    if (decision.ok) record(draft, `silent:${code}:${tick}`, stream, decision.events);
  }
}

function record<State, Event extends LogEvent>(
  draft: Draft,
  id: string,
  aggregate: Aggregate<State, Event>,
  events: readonly Event[],
): void {
  if (events.length > 0) draft.add(id, aggregate, events);
}

/** Whether time alone makes anything due in between: most looks at the clock find that nothing is. */
export function isAnythingDue(world: World, since: Instant, until: Instant): boolean {
  if (Math.floor(msOf(since) / MINUTE) !== Math.floor(msOf(until) / MINUTE)) return true;
  if (dueTimers(world.state(d2oStream), until).due.length > 0) return true;
  const { reportExpiresMin } = world.territory.rhythm.thresholds;
  return dispatchDue(world.state(dispatchStream), until, reportExpiresMin).length > 0;
}

/**
 * Where the clock takes up again: after the last half-hour recorded, whatever the clock says (a clock set back does
 * nothing twice), or at the half-hour of a log just begun.
 */
export function clockworkResumesAt(world: World, now: Instant): Instant {
  return world.state(coverageStream).mobile.at(-1)?.tick ?? instantAt(msOf(slotStart(slotOf(now))) - 1);
}
