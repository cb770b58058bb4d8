import { SLOT_MS } from '#shared/kernel/slot';
import { MINUTE } from '#shared/kernel/instant';
import { feedOf, type Frame } from '../feed.ts';
import type { Study } from '../study.ts';

/**
 * T5. Cells whose published value changed after the seal of their half-hour: gone from a later frame of the half-day, or
 * there by a pass that was not known when its half-hour was sealed.
 */
export function changedAfterSeal(study: Study): number {
  let changed = 0;
  for (const { night, releases } of study.recorded) {
    const sealAfter = study.build.policy.clock.seal_after_min * MINUTE;
    const inTime = night.declared.filter(
      ({ at, command }) => at < Date.parse(command.slot) + SLOT_MS + sealAfter,
    );
    for (const [role, of] of [
      ['mobile', (id: string) => id],
      ['ratp', (id: string) => study.ground.places.groupOf(id as never)],
    ] as const) {
      let before: Frame | undefined;
      for (const frame of feedOf(role, releases)) {
        const cells = role === 'mobile' ? frame.surface : frame.underground;
        const earlier = role === 'mobile' ? before?.surface : before?.underground;
        if (before && before.window === frame.window && before.slot < frame.slot) {
          changed += (earlier ?? []).filter((cell) => !cells.includes(cell)).length;
        }
        const due = new Set(
          inTime
            .filter(({ command }) => Date.parse(command.slot) <= frame.slot)
            .map(({ command }) => of(command.place.id)),
        );
        changed += cells.filter((cell) => !due.has(cell)).length;
        before = frame;
      }
    }
  }
  return changed;
}

/**
 * T6. Frames that are not what their stronger release gives by the tables of the pack alone: hospital from mobile, wall from
 * the hospital and from the operator, each from the release of the same half-hour that left no later. Compared as bytes.
 */
export function unchained(study: Study): { differing: number; frames: number } {
  const sectorOf = new Map(
    study.ground.territory.surface.zones.map(({ id, sector }) => [id as string, sector as string]),
  );
  const metroOf = new Map(
    study.ground.territory.underground.groups.map(({ id, metroSector }) => [
      id as string,
      metroSector as string,
    ]),
  );
  let differing = 0;
  let frames = 0;
  for (const { releases } of study.recorded) {
    const mobile = feedOf('mobile', releases);
    const hospital = feedOf('hospital', releases);
    const ratp = feedOf('ratp', releases);
    const expect = (frame: Frame, audience: string, cells: object) => {
      frames += 1;
      const { tick, slot, window } = JSON.parse(frame.bytes) as Record<string, unknown>;
      const expected = JSON.stringify({ type: 'CoverageReleased', audience, tick, slot, window, ...cells });
      if (frame.bytes !== expected) differing += 1;
    };
    const sameHalfHour = (stronger: readonly Frame[], frame: Frame) =>
      stronger.find(({ slot, at }) => slot === frame.slot && at <= frame.at);
    for (const frame of hospital) {
      expect(frame, 'hospital', { surface: coarsened(sameHalfHour(mobile, frame)?.surface ?? [], sectorOf) });
    }
    for (const frame of feedOf('wall', releases)) {
      const surface = sameHalfHour(hospital, frame)?.surface ?? [];
      const groups = sameHalfHour(ratp, frame)?.underground ?? [];
      expect(frame, 'wall', { surface, underground: coarsened(groups, metroOf) });
    }
  }
  return { differing, frames };
}

/** Frames that describe a half-hour sooner after its end than the policy promises for their audience (PRV-17). */
export function tooSoon(study: Study): number {
  const { roles } = study.build.policy;
  const promised = [
    ['mobile', roles.mobile.surface.delay_min],
    ['hospital', roles.hospital.surface.delay_min],
    ['wall', Math.max(roles.wall.surface.delay_min, roles.wall.underground.delay_min)],
    ['ratp', roles.ratp.underground.delay_min],
  ] as const;
  return promised.reduce(
    (sum, [role, minutes]) =>
      sum +
      study.recorded.reduce(
        (night, { releases }) =>
          night +
          feedOf(role, releases).filter(({ at, slot }) => at - (slot + SLOT_MS) < minutes * MINUTE).length,
        0,
      ),
    0,
  );
}

function coarsened(ids: readonly string[], table: ReadonlyMap<string, string>): string[] {
  return [...new Set(ids.map((id) => table.get(id) ?? '?'))].sort();
}
