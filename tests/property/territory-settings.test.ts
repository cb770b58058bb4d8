import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { TerritorySettingsCommand } from '#shared/domain/territory-settings/commands';
import { decideSettings } from '#shared/domain/territory-settings/decide';
import { territoryInForce } from '#shared/domain/territory-settings/overlay';
import {
  evolveSettings,
  lastOf,
  NO_SETTINGS,
  settingsDue,
  type TerritorySettings,
} from '#shared/domain/territory-settings/state';
import { HOUR, plus, type Instant } from '#shared/kernel/instant';
import { emptiestClassHides } from '#shared/policy/check-classes';
import { checkTerritory } from '#shared/territory/checks';
import { servicesSchema } from '#shared/territory/schema';
import { commandId, paris, space } from '../support/said.ts';
import { policy, territory as pack } from '../support/served-app.ts';
import { facts } from '../unit/policy/seed.ts';

const start = paris('08:00');
const place = fc.constantFrom(space('ER-1'), space('ER-2'));
const limit = fc.integer({ min: 0, max: 60 });
const hour = fc.integer({ min: 0, max: 23 }).map((each) => `${String(each).padStart(2, '0')}:00`);
const ahead = fc.option(fc.integer({ min: 0, max: 12 }), { nil: null });

/** One act of an administrator who sees everything, a number of hours after the one before. */
type Act = {
  readonly after: number;
  readonly ask: (state: TerritorySettings, now: Instant) => TerritorySettingsCommand;
};
const fromOf = (now: Instant, hours: number | null) => (hours === null ? null : plus(now, hours * HOUR));

const ask: fc.Arbitrary<Act['ask']> = fc.oneof(
  fc
    .record({ space: place, jaugeJour: limit, jaugeNuit: limit, hours: ahead })
    .map(({ hours, ...said }): Act['ask'] => (state, now) => ({
      type: 'ChangeJauges',
      ...said,
      from: fromOf(now, hours),
      seen: lastOf(state, `jauges:${said.space}`)?.id ?? null,
    })),
  fc
    .record({ space: place, opens: hour, closes: hour, hours: ahead })
    .map(({ space: id, opens, closes, hours }): Act['ask'] => (state, now) => ({
      type: 'ChangeOpeningHours',
      space: id,
      hours: { kind: 'plage', opens, closes },
      from: fromOf(now, hours),
      seen: lastOf(state, `horaires:${id}`)?.id ?? null,
    })),
  fc.nat({ max: 20 }).map((which): Act['ask'] => (state) => ({
    type: 'UndoSetting',
    setting: state.at(which % (state.length || 1))?.id ?? commandId(0),
  })),
);
const acts = fc.array(fc.record({ after: fc.integer({ min: 0, max: 6 }), ask }), { maxLength: 30 });

/** What becomes of the settings: each act decided, then everything that is due by then. */
function live(run: readonly Act[], each: (before: TerritorySettings, after: TerritorySettings) => void) {
  let state = NO_SETTINGS;
  let now = start;
  run.forEach((act, index) => {
    now = plus(now, act.after * HOUR);
    const before = takeDue(state, now);
    const decision = decideSettings(act.ask(before, now), before, { id: commandId(index + 1), now, pack });
    const after = decision.ok ? takeDue(decision.events.reduce(evolveSettings, before), now) : before;
    each(before, after);
    state = after;
  });
}

function takeDue(state: TerritorySettings, at: Instant): TerritorySettings {
  const changes = settingsDue(state, at).map(({ id }) => id);
  return changes.length === 0 ? state : evolveSettings(state, { type: 'SettingsTookEffect', at, changes });
}

test('[SET-4] whatever is asked, the territory in force is one that the pack’s schema and checks accept', () => {
  fc.assert(
    fc.property(acts, (run) => {
      live(run, (_before, after) => {
        const held = territoryInForce(pack, after);
        expect(servicesSchema.safeParse(held.services).success).toBe(true);
        expect(checkTerritory(held)).toEqual([]);
      });
    }),
    { numRuns: 60 },
  );
});

test('[SET-3] undoing what was just done gives back the territory of before, byte for byte', () => {
  fc.assert(
    fc.property(acts, (run) => {
      live(run, (before, after) => {
        const made = after.at(-1);
        if (after.length === before.length || !made) return;
        const undone = evolveSettings(after, { type: 'SettingUndone', change: made.id, at: made.at });
        expect(territoryInForce(pack, undone)).toEqual(territoryInForce(pack, before));
      });
    }),
    { numRuns: 60 },
  );
});

test('[SET-9] every limit that may be set keeps eleven occupancies in the emptiest class', () => {
  const [first, ...others] = pack.services.restSpaces;
  if (!first) throw new Error('a pack without a rest space');
  for (let value = 1; value <= 500; value += 1) {
    const jauge = { ...first.jaugeJour, value };
    const restSpaces = [{ ...first, jaugeJour: jauge, jaugeNuit: jauge }, ...others];
    const territory = { ...pack, services: { ...pack.services, restSpaces } };
    expect([value, emptiestClassHides({ policy: policy.policy, territory, facts })]).toEqual([value, []]);
  }
});
