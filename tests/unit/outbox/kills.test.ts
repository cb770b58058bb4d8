import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MINUTE } from '#shared/kernel/instant';
import { DEPARTURE, Device, Server, settled, type Fate, type Page } from './device.ts';

/** Lets a page on this device go on until nothing waits, with all going well. */
async function finish(device: Device, page: Page): Promise<void> {
  device.server.fate = () => 'answered';
  page.connect();
  await device.time.pass(MINUTE);
  expect(page.states.filter((state) => state !== 'refuse')).toEqual([]);
}

/** Whatever happened: each command that was shown as kept was done, once, and all of them in the order they were said. */
function expectExactlyOnce(device: Device, said: readonly string[], kept: ReadonlySet<string>): void {
  const { done } = device.server;
  expect(new Set(done).size).toBe(done.length);
  expect(done).toEqual(said.filter((id) => done.some((one) => one === id)));
  expect([...kept].filter((id) => !done.some((one) => one === id))).toEqual([]);
}

/** Says three things, the link opening after the second; one fate to each attempt. */
async function scenario(device: Device, page: Page, fates: readonly Fate[]): Promise<void> {
  device.server.fate = () => fates[device.server.received.length] ?? 'answered';
  page.say();
  page.say();
  await settled();
  page.connect();
  page.say();
  await device.time.pass(10_000);
}

const FATES: readonly (readonly Fate[])[] = [
  [],
  ['answer lost'],
  ['fault', 'answer lost', 'answered', 'answer lost'],
];

describe('[M04] a page killed between any two of its steps', () => {
  test.each(FATES.map((fates) => [fates.join(', ') || 'all well', fates] as const))(
    'loses nothing that it showed as kept, and does nothing twice: %s',
    async (_name, fates) => {
      const whole = new Device();
      const undisturbed = whole.page();
      await scenario(whole, undisturbed, fates);
      expect(whole.server.done).toHaveLength(3);
      expect(undisturbed.steps).toBeGreaterThan(20);
      for (let diesAfter = 0; diesAfter <= undisturbed.steps; diesAfter += 1) {
        const device = new Device();
        const killed = device.page({ diesAfter });
        await scenario(device, killed, fates);
        killed.kill();
        const next = device.page();
        await finish(device, next);
        expectExactlyOnce(device, killed.said, killed.shownAsKept);
        expect([diesAfter, device.kept]).toEqual([diesAfter, []]);
      }
    },
  );

  test('keeps what was refused, or asks again and is refused the same', async () => {
    for (let diesAfter = 4; diesAfter < 30; diesAfter += 1) {
      const server = new Server();
      server.refuses = () => 'NobodyInside';
      const device = new Device(server);
      const killed = device.page({ diesAfter });
      killed.connect();
      killed.say(DEPARTURE);
      await settled();
      killed.kill();
      const next = device.page();
      await finish(device, next);
      const kept = killed.shownAsKept.size === 1 ? ['refuse'] : next.states;
      expect([diesAfter, next.states, device.kept.length]).toEqual([diesAfter, kept, kept.length]);
    }
  });
});

test('[M04] 50 actions said without a network, killed, restarted: 50 on the server, once each, in order', async () => {
  const device = new Device();
  const page = device.page({ limit: 50 });
  for (let count = 0; count < 50; count += 1) page.say();
  await settled();
  page.kill();
  const next = device.page({ limit: 50 });
  await settled();
  expect(next.states).toEqual(Array.from({ length: 50 }, () => 'sur-ce-telephone'));
  await finish(device, next);
  expect(device.server.done).toEqual(page.said);
});

test('[M04] whatever the network and the person do, nothing is lost, doubled or overtaken', async () => {
  const fate = fc.constantFrom<Fate>('answered', 'answered', 'lost', 'answer lost', 'fault');
  const act = fc.oneof(
    { weight: 4, arbitrary: fc.constant('say' as const) },
    fc.constantFrom('connect' as const, 'cut' as const, 'kill' as const, 'wait' as const),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(fate, { maxLength: 30 }),
      fc.array(act, { minLength: 1, maxLength: 25 }),
      async (fates, acts) => {
        const device = new Device();
        let attempt = 0;
        device.server.fate = () => fates[attempt++] ?? 'answered';
        const pages = [device.page()];
        const current = () => pages.at(-1) as Page;
        for (const what of acts) {
          if (what === 'say') current().say();
          else if (what === 'connect') current().connect();
          else if (what === 'cut') current().cut();
          else if (what === 'wait') await device.time.pass(2_500);
          else {
            current().kill();
            pages.push(device.page());
          }
        }
        await finish(device, current());
        const kept = new Set(pages.flatMap(({ shownAsKept }) => [...shownAsKept]));
        expectExactlyOnce(
          device,
          pages.flatMap(({ said }) => said),
          kept,
        );
        expect(device.kept).toEqual([]);
      },
    ),
    { numRuns: 150 },
  );
});
