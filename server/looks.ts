import { MINUTE } from '#shared/kernel/instant';
import type { Snapshots } from './commands/snapshots.ts';
import type { Turns } from './commands/turns.ts';
import type { Clock } from './ports/clock.ts';

/**
 * How often the product's time is looked at, in real milliseconds: a timer is late by this much at most. Commands wait for
 * no look; at rest it is all that a territory costs, so that at the pace of life, where timers are minutes, it is rarer.
 */
const TIME_MS = { life: 500, faster: 100 };
const SNAPSHOT_MS = MINUTE;
const STORAGE_MS = 2_000;
const CLOCKS_MS = 5_000;

export type LookPorts = {
  readonly clock: Clock;
  readonly turns: Pick<Turns, 'caughtUp'>;
  readonly snapshots: Pick<Snapshots, 'isFarBehind' | 'keep'>;
  /** Does what time made due. */
  readonly onTime: () => void;
  /** Compares the clock of this server with the others'. */
  readonly compareClocks: () => Promise<void>;
  readonly onFault: (cause: unknown) => void;
};

/** Everything that a server looks at again and again by itself. Gives what stops it. */
export function startLooks(ports: LookPorts): () => void {
  const { clock, turns, snapshots, onTime, compareClocks, onFault } = ports;
  let time: NodeJS.Timeout;
  const lookAtTime = () => {
    time = setTimeout(
      () => {
        lookAtTime();
        onTime();
      },
      clock.speed > 1 ? TIME_MS.faster : TIME_MS.life,
    );
  };
  lookAtTime();
  const others = [
    // A wake that was lost, and a storage that came back to a server which nobody asks anything, are found out here.
    setInterval(() => void turns.caughtUp().catch(() => {}), STORAGE_MS),
    setInterval(() => void compareClocks().catch(onFault), CLOCKS_MS),
    setInterval(() => {
      // Without it a start only reads more of the log: no reason to stop.
      if (snapshots.isFarBehind) void snapshots.keep().catch(onFault);
    }, SNAPSHOT_MS),
  ];
  return () => {
    clearTimeout(time);
    for (const look of others) clearInterval(look);
  };
}
