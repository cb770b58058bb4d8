import type { Instant } from '#shared/kernel/instant';
import { Cast } from './actors/cast.ts';
import type { LawTerritory } from './law/territory.ts';
import { runLive } from './live.ts';
import type { DemoOptions } from './options.ts';
import { livePast } from './past.ts';
import { takeUp } from './resume.ts';
import { pastOf } from './span.ts';
import { Tally } from './tally.ts';

/** Where the clock must stand before `startDemo` on an empty log: the demonstration's past starts there. */
export function demoStartsAt(territory: LawTerritory, present: Instant): Instant {
  return pastOf(territory.rhythm.timezone, present).wardFrom;
}

/**
 * Lives the simulated day through the public protocol. On an empty log it first lives the past as fast as the server
 * answers, then lets the clock run and does each thing when its moment comes. Resolves when the day is running.
 */
export async function startDemo(options: DemoOptions): Promise<{ stop(): Promise<void> }> {
  const tally = new Tally(options.log);
  const cast = new Cast({
    ...options,
    follows: options.scenario === 'evening' ? 'script' : 'console',
    onAnswer: (asked, answer) => tally.add(asked, answer),
  });
  const coming = options.resume ? takeUp(options, options.resume, cast) : await livePast(options, cast);
  tally.tell();
  options.clock.run(options.speed);
  const live = runLive(options.clock, coming, cast);
  return {
    async stop() {
      live.stop();
      cast.stop();
      await live.settled();
      tally.tell();
    },
  };
}
