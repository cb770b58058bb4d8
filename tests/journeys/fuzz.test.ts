import { expect, test } from 'vitest';
import { fuzz } from '../fuzz/fuzz.ts';
import { FRAME_KINDS } from '../fuzz/hostile-frames.ts';
import { REQUEST_KINDS } from '../fuzz/hostile-requests.ts';

/** Enough for each kind of hostile message to be sent several times; `npm run fuzz` sends a hundred thousand. */
const SHORT = { seed: 1, messages: 4_000, perSecond: 1_500, quietMs: 1_000 };

test('[SEC-15] hostile messages and requests write nothing, stop nothing, and nothing of them comes back', async () => {
  const { did, written, journalEchoes, faults, memory, others } = await fuzz(SHORT);
  expect(did.frames).toBeGreaterThan(2_000);
  expect(did.requests).toBeGreaterThan(50);
  const unsent = [...FRAME_KINDS, ...REQUEST_KINDS].filter((kind) => !did.kinds[kind]);
  expect(unsent).toEqual([]);
  for (const happened of [did.handshakes, did.slowReaders, did.slowWriters, did.cut])
    expect(happened).toBeGreaterThan(0);
  expect(written).toEqual([]);
  expect({ echoes: did.echoes, journalEchoes, faults, lost: others.lost }).toEqual({
    echoes: [],
    journalEchoes: 0,
    faults: 0,
    lost: 0,
  });
  expect(others.asked.attacked).toBeGreaterThan(20);
  expect(memory.peak).toBeLessThan(memory.before + 200);
});
