import { expect, test } from 'vitest';
import { ClockWatch, type ClockVerdict } from '#server/nodes/clock-watch';
import { plus, type Instant } from '#shared/kernel/instant';

const NOON = '2026-03-02T11:00:00.000Z' as Instant;

/** A server whose clock is ahead by so much, beside a storage whose answers take so long. */
class Machine {
  aheadMs = 0;
  answersInMs = 0;
  storage: Instant | null = NOON;
  /** Real time since noon. */
  ms = 0;
  readonly said: [ClockVerdict, number][] = [];
  readonly watch: ClockWatch;
  constructor(self: string, speed = 1) {
    this.watch = new ClockWatch({
      self,
      now: () => plus(NOON, this.ms + this.aheadMs),
      speed,
      realMs: () => this.ms,
      storageTime: () => {
        // It reads its clock halfway.
        const there = this.storage && plus(this.storage, this.ms + this.answersInMs / 2);
        this.ms += this.answersInMs;
        return Promise.resolve(there);
      },
      onChange: (is, aheadMs) => this.said.push([is, aheadMs]),
    });
  }
  async found(aheadMs: number): Promise<string> {
    this.aheadMs = aheadMs;
    await this.watch.look();
    return this.watch.state;
  }
  /** What the others would hear is told to this one. */
  hear(other: Machine): void {
    for (const { name, value } of other.watch.shared.held()) this.watch.shared.take(name, value, false);
  }
}

test('[NOD-30] a clock is right under two seconds, off from there on, wrong from thirty, whichever way, and right again by itself', async () => {
  const machine = new Machine('a');
  expect(machine.watch.state).toBe('unknown');
  const found = [];
  for (const aheadMs of [1_900, 2_000, 29_900, 30_000, -30_000, -2_000, 0])
    found.push(await machine.found(aheadMs));
  expect(found).toEqual(['right', 'off', 'off', 'wrong', 'wrong', 'off', 'right']);
  expect(machine.said).toEqual([
    ['off', 2_000],
    ['wrong', 30_000],
    ['off', -2_000],
    ['right', 0],
  ]);
});

test('[NOD-30] the time that an answer takes is not taken for a wrong clock, and one that is too slow says nothing', async () => {
  const machine = new Machine('a');
  machine.answersInMs = 900;
  expect(await machine.found(0)).toBe('right');
  expect(machine.watch.aheadMs).toBe(0);
  machine.answersInMs = 9_000;
  expect(await machine.found(60_000)).toBe('right');
  machine.answersInMs = 10;
  expect(await machine.found(60_000)).toBe('wrong');
  machine.storage = null;
  expect(await machine.found(0)).toBe('wrong');
});

test('[NOD-30] where a day is lived sixty times faster, the bounds are of real time all the same', async () => {
  const machine = new Machine('a', 60);
  const found = [];
  for (const aheadS of [1.9, 2, 29.9, 30]) found.push(await machine.found(60 * 1_000 * aheadS));
  expect(found).toEqual(['right', 'off', 'off', 'wrong']);
});

test('[NOD-30] of one server and the storage the storage is believed; of several clocks, the one in the middle', async () => {
  const [one, two] = [new Machine('a'), new Machine('b')];
  expect([await one.found(60_000), await two.found(60_100)]).toEqual(['wrong', 'wrong']);
  // They agree with each other: it is the storage's machine that is wrong, and nobody stops for it.
  one.hear(two);
  two.hear(one);
  expect([await one.found(60_000), await two.found(60_100)]).toEqual(['right', 'right']);
  expect(one.watch.aheadMs).toBe(0);
  expect(await one.found(0)).toBe('right');
  two.hear(one);
  expect(await two.found(60_100)).toBe('wrong');
  // Without the other one there is the storage alone.
  two.watch.serverLeft('a');
  expect(two.watch.aheadMs).toBe(60_100);
});

test('[NOD-30] what another server tells is taken in its form alone', () => {
  const { watch } = new Machine('a');
  expect(() => watch.shared.take('b', { aheadMs: 'much' }, false)).toThrow();
});
