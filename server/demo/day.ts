import { withEvening } from './evening/evening.ts';
import type { Intention } from './law/intention.ts';
import { intentionsFrom } from './law/law.ts';
import type { DemoOptions } from './options.ts';
import { lawOf } from './scenario.ts';
import type { Past } from './span.ts';
import { withSilence } from './silence.ts';

/** What everybody intends on the day of this scenario, in time order, without end. */
export function dayFrom(
  options: Pick<DemoOptions, 'seed' | 'territory' | 'scenario' | 'present'>,
  { from, spacesFrom, wardFrom }: Past,
): Generator<Intention, void> {
  const { seed, territory, scenario, present } = options;
  const intentions = intentionsFrom({ seed, territory, ...lawOf(scenario) }, from, wardFrom, spacesFrom);
  if (scenario === 'evening') return withEvening(intentions, territory, present);
  return scenario === 'silence' ? withSilence(intentions, territory, present) : intentions;
}
