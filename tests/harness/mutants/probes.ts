import { randomOf } from '#server/demo/law/random';
import type { Append } from '#server/log/event-log';
import { HOUR } from '#shared/kernel/instant';
import type { Policy } from '#shared/policy/schema';
import type { Territory } from '#shared/territory/schema';
import { dayOfServices } from '../attacks/services.ts';
import { distance, type Point } from '../city.ts';
import { verdictOf, type Gate } from '../gate.ts';
import { atLeast, LIMITS } from '../limits.ts';
import { nightOf, worldOf } from '../night.ts';
import { runProduct } from '../product.ts';
import { ratio } from '../stats.ts';
import { SIZE, type Answer } from './answer.ts';
import { changedOffTick } from './border.ts';

// Gates that need a build to run, and are no attack on nights.

/** Metres within which a broken build moves the true point before it sends it. */
const JITTER = 250;

/** T2 against a build that sends the true point, moved a little. */
export function jitteredPoint(territory: Territory, seed: number): Answer {
  const world = worldOf(territory, seed, 0, SIZE.rides);
  const random = randomOf(seed, 'jitter');
  const near = (point: Point): Point => {
    const angle = 2 * Math.PI * random();
    const radius = JITTER * Math.sqrt(random());
    return { x: point.x + radius * Math.cos(angle), y: point.y + radius * Math.sin(angle) };
  };
  const errors = nightOf(world, 0, SIZE.teams).visits.flatMap(({ spot }) =>
    spot ? [{ num: distance(spot, near(spot)), den: 1 }] : [],
  );
  const measured = ratio(errors);
  const gate: Gate = {
    id: 'T2',
    attack: 'best guess in a released zone, mean error',
    roles: 'wall',
    teams: SIZE.teams,
    prior: world.prior,
    measured,
    baseline: null,
    limit: atLeast(LIMITS.zoneError),
    unit: 'metres',
  };
  return { gate: 'T2', red: verdictOf(gate, true) === 'red', saw: `wall: ${measured.value.toFixed(0)} m` };
}

/** What the log is given in a night; a broken build adds who declared. */
export function appendsOf(
  territory: Territory,
  policy: Policy,
  seed: number,
  isBroken: boolean,
): readonly Append[] {
  const night = nightOf(worldOf(territory, seed, 0, SIZE.rides), 0, SIZE.teams);
  const { appends } = runProduct(territory, policy, night.declared, night);
  return isBroken ? appends.map((append) => ({ ...append, account: 'a-worker' })) : appends;
}

/** PRV-18 over a morning of rest spaces and ward; a broken build releases everything at once. */
export function wallBedsOffTick(
  territory: Territory,
  policy: Policy,
  seed: number,
  isBroken: boolean,
): Answer {
  const from = Date.UTC(2026, 2, 2, 6);
  const span = {
    from,
    to: from + 3 * HOUR,
    pace: 'minutes' as const,
    between: isBroken ? ('tick' as const) : ('immediate' as const),
  };
  const day = dayOfServices(territory, randomOf(seed, 'beds'), seed, span);
  const value = changedOffTick(runProduct(territory, policy, day, span).capacity);
  return { gate: 'PRV-18', red: value > 0, saw: `${value} off their tick` };
}
