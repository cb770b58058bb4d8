import { afterEach, beforeEach, expect, test } from 'vitest';
import { d2oStream } from '#server/commands/aggregates';
import type { AdmissionCode } from '#shared/kernel/ids';
import type { Ack } from '#shared/wire/ack';
import { openCore, type Core } from '../../support/core.ts';
import { bed, codeOf, commandId, paris, request } from '../../support/said.ts';

const NOW = paris('15:00');
let core: Core;
beforeEach(async () => {
  core = await openCore({ start: NOW });
  for (const id of ['lit-1', 'lit-2', 'lit-10'])
    await core.send({ type: 'InstallBed', bed: bed(id), surge: false });
});
afterEach(() => core.stop());

const ask = async (): Promise<AdmissionCode> => codeOf(await core.send(request(NOW)));
const reserve = (code: AdmissionCode, number: number): Promise<Ack> =>
  core.send({ type: 'ReserveBed', code, bed: bed('lit-1') }, commandId(number));

test.each(['in one turn', 'one turn after the other'])(
  '[ADM-26, ADM-39, H03] of two who reserve one bed %s, one has it and the other is told what is free',
  async (when) => {
    const [first, second] = [await ask(), await ask()];
    const acks =
      when === 'in one turn'
        ? await Promise.all([reserve(first, 1), reserve(second, 2)])
        : [await reserve(first, 1), await reserve(second, 2)];
    expect(acks).toEqual([
      { outcome: 'accepted', id: commandId(1) },
      {
        outcome: 'refused',
        id: commandId(2),
        refusal: 'BedAlreadyReserved',
        alternatives: ['lit-2', 'lit-10'],
      },
    ]);
    const { beds, requests } = core.world.state(d2oStream);
    expect(beds.get(bed('lit-1'))).toMatchObject({ state: 'reserve', code: first });
    expect(requests.get(second)).toMatchObject({ step: 'demandee' });
  },
);

test('[ADM-26, LOG-3] the same id gets the same alternatives, also once they are taken', async () => {
  const [first, second, third] = [await ask(), await ask(), await ask()];
  await reserve(first, 1);
  const refused = await reserve(second, 2);
  await core.send({ type: 'ReserveBed', code: third, bed: bed('lit-2') });
  expect(await reserve(second, 2)).toEqual(refused);
  expect(await reserve(second, 3)).toMatchObject({ alternatives: ['lit-10'] });
});

test('[ADM-26] a refusal about anything but a bed names none', async () => {
  const first = await ask();
  await reserve(first, 1);
  expect(await reserve(first, 2)).toEqual({
    outcome: 'refused',
    id: commandId(2),
    refusal: 'RequestAlreadyHolds',
  });
});
