import type { EventRecord } from '#server/log/event-log';
import type { Instant } from '#shared/kernel/instant';
import type { Territory } from '#shared/territory/schema';

// Coverage counted a second time, from the log and from what DOMAIN 4 and 6 say, with the runtime's own calendar: it
// shares no code with what it checks. Half-days and their hours are written here as DOMAIN has them.

export type Cell = {
  readonly state: 'a-faire' | 'fait' | 'manque' | 'impossible';
  readonly last: string | null;
};

const HALF_DAYS = [
  { window: 'matin', from: 7, to: 14 },
  { window: 'apres-midi', from: 14, to: 22 },
] as const;
const HALF_HOUR_MS = 30 * 60_000;

const clock = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Europe/Paris',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

function onTheWall(ms: number): { day: string; hour: number } {
  const part = Object.fromEntries(clock.formatToParts(ms).map(({ type, value }) => [type, value]));
  return { day: `${part['year']}-${part['month']}-${part['day']}`, hour: Number(part['hour']) };
}

/** `2026-10-25 matin`, or nothing at night. */
function halfDayOf(ms: number): string | null {
  const { day, hour } = onTheWall(ms);
  const found = HALF_DAYS.find(({ from, to }) => hour >= from && hour < to);
  return found ? `${day} ${found.window}` : null;
}

type Pass = {
  readonly area: string;
  readonly half: string;
  readonly slot: string;
  readonly position: number;
};

/**
 * Every due cell that a lead is to be shown at `now`, by `area day half-day`: those of the operational day that have begun.
 * Done: a pass that nobody took back, of a half-hour of it, known before it was over. Missed: over without one. It is
 * over once its last half-hour is sealed.
 */
export function recountedFrom(
  records: readonly EventRecord[],
  { surface, underground }: Pick<Territory, 'surface' | 'underground'>,
  now: Instant,
): Map<string, Cell> {
  const areaOf = new Map<string, string>([
    ...surface.zones.map(({ id, sector }) => [id, sector] as const),
    ...underground.stations.map(({ id, group }) => [id, group] as const),
  ]);
  const passes = new Map<string, Pass>();
  const overAt = new Map<string, number>();
  for (const { kind, event, position } of records) {
    const { slot, pass, place } = event as { slot: string; pass: string; place: { id: string } };
    if (kind === 'PassWithdrawn') passes.delete(pass);
    if (kind === 'PassDeclared') {
      const [area, half] = [areaOf.get(place.id), halfDayOf(Date.parse(slot))];
      if (area && half) passes.set(pass, { area, half, slot, position });
    }
    if (kind === 'SlotSealed') {
      const half = halfDayOf(Date.parse(slot));
      if (half && half !== halfDayOf(Date.parse(slot) + HALF_HOUR_MS)) overAt.set(half, position);
    }
  }
  const cells = new Map<string, Cell>();
  for (const half of halfDaysBegun(now)) {
    const over = overAt.get(half);
    for (const area of [...surface.sectors, ...underground.groups].map(({ id }) => id as string)) {
      const own = [...passes.values()].filter((pass) => pass.area === area && pass.half === half);
      const isDone = own.some(({ position }) => over === undefined || position < over);
      const last =
        own
          .map(({ slot }) => slot)
          .sort()
          .at(-1) ?? null;
      cells.set(`${area} ${half}`, {
        state: isDone ? 'fait' : over === undefined ? 'a-faire' : 'manque',
        last: isDone ? last : null,
      });
    }
  }
  return cells;
}

/** The half-days of the day under way that have begun; a night is of the day before. */
function halfDaysBegun(now: Instant): string[] {
  const at = Date.parse(now);
  const { day, hour } = onTheWall(at);
  // Half a day before a night's hour is in the evening before it, whatever the clocks did.
  const [own, until] = hour < 7 ? [onTheWall(at - 12 * 3_600_000).day, 24] : [day, hour];
  return HALF_DAYS.filter(({ from }) => from <= until).map(({ window }) => `${own} ${window}`);
}
