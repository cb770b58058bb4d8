import { MINUTE, plus, type Instant } from '#shared/kernel/instant';
import { localDateOf, localMinutesOf, minutesOf } from '#shared/kernel/local-time';
import { slotEnd, slotStart } from '#shared/kernel/slot';
import type { Territory } from '#shared/territory/schema';
import type { MaraudeIntention } from '../../server/demo/law/intention.ts';

type Pass = Extract<MaraudeIntention, { kind: 'pass-declared' }>;

/** Which duty cells (area x window x date) were done, as the leads see it and as sealed releases see it. */
export class DutyLedger {
  readonly done = new Set<string>();
  readonly sealed = new Set<string>();
  passes = 0;
  late = 0;
  readonly classes = { zone: new Map<string, number>(), station: new Map<string, number>() };
  readonly #territory: Territory;

  constructor(territory: Territory) {
    this.#territory = territory;
  }

  /** Cells due each day: every sector and every station group, once in each window. */
  get duePerDay(): number {
    const { surface, underground, rhythm } = this.#territory;
    return (surface.sectors.length + underground.groups.length) * rhythm.windows.length;
  }

  add(pass: Pass): void {
    this.passes += 1;
    const classes = this.classes[pass.place.kind];
    classes.set(pass.people, (classes.get(pass.people) ?? 0) + 1);
    const cell = this.#cellOf(pass);
    if (cell === undefined) return;
    this.done.add(cell);
    if (pass.at < plus(slotEnd(pass.slot), 30 * MINUTE)) this.sealed.add(cell);
    else this.late += 1;
  }

  share(class_: string, kind: 'zone' | 'station'): number {
    const counts = this.classes[kind];
    const all = [...counts.values()].reduce((sum, count) => sum + count, 0);
    return (counts.get(class_) ?? 0) / all;
  }

  #cellOf({ place, slot, at }: Pass): string | undefined {
    const { surface, underground, rhythm } = this.#territory;
    const area =
      place.kind === 'zone'
        ? surface.zones.find(({ id }) => id === place.id)?.sector
        : underground.stations.find(({ id }) => id === place.id)?.group;
    const start = slotStart(slot);
    const minutes = localMinutesOf(rhythm.timezone, start);
    const window = rhythm.windows.find(
      ({ from, to }) => minutes >= minutesOf(from) && minutes < minutesOf(to),
    );
    if (area === undefined || !window || !isBeforeEnd(rhythm.timezone, window.to, at)) return undefined;
    return `${localDateOf(rhythm.timezone, start)} ${window.id} ${area}`;
  }
}

/** A pass that arrives after its window has closed repairs nothing (DOMAIN 4). */
function isBeforeEnd(timezone: string, to: string, at: Instant): boolean {
  return localMinutesOf(timezone, at) < minutesOf(to);
}
