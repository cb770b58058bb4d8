import { setTimeout as pause } from 'node:timers/promises';
import { randomIds } from '#server/ports/ids';
import type { Command } from '#shared/wire/up';
import { arrival, departure, space } from '../support/said.ts';
import { Device } from './device.ts';

/** Longer than the news of an arrival takes from one server to the other: both doors then know that somebody is inside. */
const NEWS_MS = { least: 20, most: 60 };
const BETWEEN_MS = { least: 10, most: 60 };

type TwinDoorsPorts = Omit<ConstructorParameters<typeof Device>[0], 'door' | 'next' | 'everyMs'> & {
  readonly space: string;
};

/**
 * A space with two doors, each on a server of its own. One person comes in, then both doors count the same departure at
 * the same moment: nobody is inside for one of them, whichever is kept first. It is what two servers can least agree on
 * without looking at the version of what they decide on.
 */
export class TwinDoors {
  readonly #ports: TwinDoorsPorts;
  readonly #doors: readonly [Device, Device];
  #isOver = false;
  /** How often both doors counted the same departure. */
  meetings = 0;

  constructor(ports: TwinDoorsPorts) {
    this.#ports = ports;
    const door = () =>
      new Device({
        ...ports,
        door: { door: 'restspace', space: space(ports.space) },
        everyMs: 0,
        next: () => arrival(ports.space),
      });
    this.#doors = [door(), door()];
  }

  /** Works until `finish`; resolves once everything is answered. */
  async work(): Promise<void> {
    const { random, nodes, space: id } = this.#ports;
    const [one, other] = this.#doors;
    const [here = '', there = here] = nodes;
    while (!this.#isOver) {
      if (!(await this.#say(one, arrival(id), random.oneOf(nodes)))) {
        await this.#say(one, { type: 'OpenRestSpace', space: space(id), regime: 'jour' }, here);
        continue;
      }
      await pause(random.between(NEWS_MS.least, NEWS_MS.most));
      await Promise.all([this.#say(one, departure(id), here), this.#say(other, departure(id), there)]);
      this.meetings += 1;
      await pause(random.between(BETWEEN_MS.least, BETWEEN_MS.most));
    }
    for (const door of this.#doors) door.leave();
  }

  finish(): void {
    this.#isOver = true;
  }

  /** Whether it was accepted. */
  async #say(door: Device, command: Command, at: string): Promise<boolean> {
    const { ledger } = this.#ports;
    ledger.sent += 1;
    const id = randomIds.command();
    await door.deliver({ id, command }, at);
    return ledger.answered.get(id)?.ack.outcome === 'accepted';
  }
}
