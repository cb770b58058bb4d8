import { expect, test } from 'vitest';
import { newCommandId } from '#lib/outbox/command-id.ts';
import type { Kept } from '#lib/outbox/item.ts';
import { newKey, seal, unseal } from '#lib/outbox/sealing.ts';
import { commandIdSchema } from '#shared/kernel/ids';
import type { Instant } from '#shared/kernel/instant';
import type { Command } from '#shared/wire/up';

const addedAt = '2026-11-21T18:00:00.000Z' as Instant;
const pass = (zone: string, needs: string[]) =>
  ({
    type: 'DeclarePass',
    place: { kind: 'zone', id: zone },
    slot: '2026-11-21T18:00',
    people: '5-9',
    needs,
  }) as unknown as Command;
const kept = (command: Command): Kept => ({
  post: 'outreach T2',
  id: newCommandId(),
  command,
  addedAt,
  refusal: null,
});

test('[M05] what rests on the device holds nothing in clear, and comes back as it was', async () => {
  const key = await newKey();
  const one = kept(pass('z-la-chapelle', ['materiel']));
  const sealed = await seal(key, one);
  const text = Buffer.from(sealed.bytes).toString('latin1');
  for (const word of ['z-la-chapelle', 'DeclarePass', 'outreach T2', 'materiel', one.id, 'post'])
    expect(text).not.toContain(word);
  expect(await unseal(key, sealed)).toEqual(one);
});

test('[M05] its length tells neither the command nor the place', async () => {
  const key = await newKey();
  const lengths = await Promise.all(
    [pass('z-a', []), pass('z-porte-de-la-chapelle-nord', ['soin', 'psy', 'd2o', 'materiel'])].map(
      async (command) => (await seal(key, kept(command))).bytes.byteLength,
    ),
  );
  expect(new Set(lengths).size).toBe(1);
});

test('[PRV-44] the key can be used and never read', async () => {
  const key = await newKey();
  expect(key.extractable).toBe(false);
  await expect(crypto.subtle.exportKey('raw', key)).rejects.toThrow();
});

test('bytes that have changed, or of another key, are not read', async () => {
  const key = await newKey();
  const sealed = await seal(key, kept(pass('z-a', [])));
  await expect(unseal(await newKey(), sealed)).rejects.toThrow();
  new Uint8Array(sealed.bytes).set([0, 1, 2], 3);
  await expect(unseal(key, sealed)).rejects.toThrow();
});

test('the same command is never the same bytes twice', async () => {
  const key = await newKey();
  const one = kept(pass('z-a', []));
  const [a, b] = [await seal(key, one), await seal(key, one)];
  expect(Buffer.from(a.bytes).equals(Buffer.from(b.bytes))).toBe(false);
});

test('[PRV-9] an id is a random v4', () => {
  const ids = Array.from({ length: 200 }, newCommandId);
  expect(new Set(ids).size).toBe(200);
  for (const id of ids) expect(commandIdSchema.safeParse(id).success).toBe(true);
});
