import { describe, expect, test } from 'vitest';
import { LOOK_EVERY } from '#lib/outbox/outbox.ts';
import { Device, settled } from './device.ts';

/** Holds the first that comes until it is let through. */
function gate(): { pass: () => Promise<void>; open: () => void } {
  let open = () => {};
  let waits: Promise<void> | undefined = new Promise((resolve) => (open = resolve));
  const pass = () => {
    const now = waits ?? Promise.resolve();
    waits = undefined;
    return now;
  };
  return { pass, open: () => open() };
}

describe('what happens while something else is under way', () => {
  test('what is answered in another tab while this one reads it does not come back', async () => {
    const device = new Device();
    const sender = device.page();
    sender.say();
    await settled();
    const { pass, open } = gate();
    device.slow = (what) => (what === 'read' ? pass() : Promise.resolve());
    const reader = device.page();
    await settled();
    sender.connect();
    await settled();
    expect(device.rows.size).toBe(0);
    open();
    await settled();
    expect(reader.states).toEqual([]);
  });

  test('what comes to rest while the storage is read is not taken for gone', async () => {
    const device = new Device();
    const page = device.page();
    await settled();
    const { pass, open } = gate();
    device.slow = (what) => (what === 'keys' ? pass() : Promise.resolve());
    device.tell(undefined, { kind: 'changed' });
    await settled();
    page.say();
    await settled();
    expect(page.states).toEqual(['sur-ce-telephone']);
    open();
    await settled();
    expect(page.states).toEqual(['sur-ce-telephone']);
  });

  test('what is read twice at once is there once', async () => {
    const device = new Device();
    const other = device.page();
    const page = device.page();
    await settled();
    // The first to read is the last to have read.
    const { pass, open } = gate();
    device.slow = (what) => (what === 'read' ? pass() : Promise.resolve());
    other.say();
    await settled();
    device.tell(undefined, { kind: 'changed' });
    await settled();
    open();
    await settled();
    expect(page.states).toEqual(['sur-ce-telephone']);
  });

  test('[PRV-44] what is forgotten while it is being written does not stay', async () => {
    const device = new Device();
    const page = device.page();
    await settled();
    const { pass, open } = gate();
    device.slow = (what) => (what === 'put' ? pass() : Promise.resolve());
    page.say();
    await settled();
    await page.core.erase();
    open();
    await settled();
    expect([device.rows.size, page.states]).toEqual([0, []]);
  });

  test('what is on its way does not leave: its answer says what came of it', async () => {
    const device = new Device();
    const page = device.page({ leaves: () => 'SlotTooOld' });
    const { pass, open } = gate();
    page.slow = pass;
    const { answer } = page.say();
    page.connect();
    await device.time.pass(LOOK_EVERY);
    expect(page.states).toEqual(['sur-ce-telephone']);
    open();
    expect(await answer).toEqual({ outcome: 'transmis' });
  });
});
