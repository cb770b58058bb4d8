import type { ScreenWatch } from '#server/live/screen-watch';
import type { SceneMemory } from '#server/live/scene-memory';
import type { AttentionMemory } from '#server/presence/attention';
import type { DeclarationPace } from '#server/presence/declaration-pace';
import type { PlanMemory } from '#server/presence/plans';
import type { PresenceMemory } from '#server/presence/presence';
import type { SafetyTimers } from '#server/presence/safety-timers';
import type { Instant } from '#shared/kernel/instant';
import type { ClockWatch } from './clock-watch.ts';
import type { MemoryBus } from './memory-bus.ts';
import { SharedMemory } from './shared-memory.ts';

export type Shared = {
  readonly presence: PresenceMemory;
  readonly timers: SafetyTimers;
  readonly plans: PlanMemory;
  readonly scenes: SceneMemory;
  readonly attention: AttentionMemory;
  readonly pace: DeclarationPace;
  readonly screens: ScreenWatch;
  readonly clocks: ClockWatch;
};

type SharePorts = {
  self: string;
  bus: MemoryBus;
  now: () => Instant;
  onChange: () => void;
  onStarved: () => void;
  onIdentities: () => void;
  onViolation: () => void;
};

/** The memory of this server, held together with the others of its territory. */
export function shareMemory(
  { presence, timers, plans, scenes, attention, pace, screens, clocks }: Shared,
  ports: SharePorts,
): SharedMemory {
  const { tellsEnds } = attention;
  // Which server a console is connected to is known by who said it: its name goes with what it says.
  const looks = {
    tellsEnds,
    held: () => attention.held(ports.self),
    take: (name: string, value: unknown) => attention.take(name, value),
  };
  return new SharedMemory({
    ...ports,
    parts: { presence, timers, plans, scenes, looks, pace: pace.shared, screens, clocks: clocks.shared },
    onLeft: (server) => {
      attention.serverLeft(server);
      screens.serverLeft(server, ports.now());
      clocks.serverLeft(server);
    },
  });
}
