import { dispatchStream } from '#server/commands/aggregates';
import { whyNoDuty } from '#server/commands/contexts';
import type { World } from '#server/commands/world';
import { AttentionMemory } from '#server/presence/attention';
import { PlanMemory } from '#server/presence/plans';
import { PresenceMemory } from '#server/presence/presence';
import { SafetyTimers } from '#server/presence/safety-timers';
import { alarmFacts, alarmThresholds } from '#server/projections/alarm-facts';
import type { FeedWatch } from './feed-watch.ts';
import { LiveMemory } from './live-memory.ts';
import { SceneMemory } from './scene-memory.ts';
import type { ScreenWatch } from './screen-watch.ts';

/** What several servers hold together, part by part. */
export type MemoryParts = {
  readonly presence: PresenceMemory;
  readonly timers: SafetyTimers;
  readonly plans: PlanMemory;
  readonly scenes: SceneMemory;
  readonly attention: AttentionMemory;
};

type Watches = { readonly screens: ScreenWatch; readonly feeds: FeedWatch };

/** The memory of a territory, empty, over the facts of its world. */
export function openMemory(
  world: World,
  { screens, feeds }: Watches,
): { readonly parts: MemoryParts; readonly memory: LiveMemory } {
  const { policy, pack, places } = world;
  const parts = {
    presence: new PresenceMemory(policy.roles.lead.presence.ttl_min, places),
    timers: new SafetyTimers(),
    plans: new PlanMemory(pack.teams),
    scenes: new SceneMemory(pack.surface.sectors),
    attention: new AttentionMemory(),
  };
  const memory = new LiveMemory({
    ...parts,
    known: {
      out: () => world.out,
      whyNot: (now) => whyNoDuty(world.places, world.windows, now),
      alarmFacts: (timers, plans, now) => ({
        ...alarmFacts(world, timers, plans, now),
        screens: screens.silent(),
        feeds: feeds.current(),
      }),
      thresholds: () => alarmThresholds(world),
      answers: () => world.state(dispatchStream).answers,
    },
  });
  return { parts, memory };
}
