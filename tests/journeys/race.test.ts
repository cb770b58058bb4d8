import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { AdmissionCode } from '#shared/kernel/ids';
import { connect, type Client } from '../support/client.ts';
import { bed, codeOf, paris, team } from '../support/said.ts';
import { serveApp, type Served } from '../support/served-app.ts';
import { UNHINDERED } from '../support/unhindered.ts';

const NOW = paris('15:00');
const ROUNDS = 1_000;
let served: Served;
const clients: Client[] = [];
beforeEach(async () => {
  served = await serveApp(NOW, undefined, { limits: UNHINDERED });
});
afterEach(async () => {
  for (const client of clients.splice(0)) client.close();
  await served.stop();
});
async function enter(...args: Parameters<typeof connect> extends [string, ...infer Rest] ? Rest : never) {
  const client = await connect(served.url, ...args);
  clients.push(client);
  return client;
}
const install = (client: Client, ...ids: string[]) =>
  Promise.all(ids.map((id) => client.send({ type: 'InstallBed', bed: bed(id), surge: false })));
const ask = async (client: Client): Promise<AdmissionCode> =>
  codeOf(await client.send({ type: 'RequestAdmission', origin: 'urgences', needs: [], requestedAt: NOW }));

describe('two wards on the last bed', () => {
  test(
    '[ADM-39, H03] a thousand times, exactly one has it and the other is told what is free instead',
    { timeout: 120_000 },
    async () => {
      const wards = [await enter({ door: 'hospital' }), await enter({ door: 'hospital' })];
      const [one] = wards as [Client, Client];
      await install(one, 'lit-1', 'lit-2');
      const sides = await Promise.all(wards.map(async (ward) => ({ ward, code: await ask(ward), won: 0 })));
      for (let round = 0; round < ROUNDS; round += 1) {
        // Every other round the second bed is closed: what they both want is then the last one.
        const isLast = round % 2 === 1;
        // Who speaks first changes, so that neither link is the faster one.
        const inOrder = round % 4 < 2 ? sides : sides.toReversed();
        const answers = await Promise.all(
          inOrder.map(async (side) => {
            const { ward, code } = side;
            return { side, ack: await ward.send({ type: 'ReserveBed', code, bed: bed('lit-1') }) };
          }),
        );
        const winners = answers.filter(({ ack }) => ack.outcome === 'accepted');
        const losers = answers.filter(({ ack }) => ack.outcome !== 'accepted');
        const [winner] = winners;
        if (winners.length !== 1 || !winner) throw new Error(`round ${round}: ${winners.length} winners`);
        expect(losers.map(({ ack }) => ack)).toMatchObject([
          { outcome: 'refused', refusal: 'BedAlreadyReserved', alternatives: isLast ? [] : ['lit-2'] },
        ]);
        winner.side.won += 1;
        await Promise.all([
          winner.side.ward.send({ type: 'ReleaseReservation', code: winner.side.code }),
          one.send(
            isLast
              ? { type: 'ReopenBed', bed: bed('lit-2') }
              : { type: 'CloseBed', bed: bed('lit-2'), reason: 'effectif', reopensAt: null },
          ),
        ]);
      }
      const wins = sides.map(({ won }) => won);
      expect(wins.reduce((sum, won) => sum + won, 0)).toBe(ROUNDS);
      expect(Math.min(...wins)).toBeGreaterThan(0);
      expect(served.lines.filter(({ kind }) => kind === 'fault')).toEqual([]);
    },
  );

  test('[ADM-26, H03] the one who lost takes a bed of the answer, and both wards see both holds', async () => {
    const [one, two] = [await enter({ door: 'hospital' }), await enter({ door: 'hospital' })];
    await install(one, 'lit-1', 'lit-2');
    const codes = [await ask(one), await ask(two)] as const;
    expect(await one.send({ type: 'ReserveBed', code: codes[0], bed: bed('lit-1') })).toMatchObject({
      outcome: 'accepted',
    });
    const lost = await two.send({ type: 'ReserveBed', code: codes[1], bed: bed('lit-1') });
    if (lost.outcome !== 'refused' || !lost.alternatives?.[0]) throw new Error('nothing offered');
    await two.send({ type: 'ReserveBed', code: codes[1], bed: lost.alternatives[0] });
    for (const client of [one, two]) {
      await client.next('view:changes', () => heldBy(client).length === 2);
      expect(heldBy(client)).toEqual([
        ['bed:lit-1', codes[0]],
        ['bed:lit-2', codes[1]],
      ]);
    }
  });

  test('[ADM-26, PRV-29] nobody but the ward may ask for a bed, and a refusal tells them of none', async () => {
    const ward = await enter({ door: 'hospital' });
    await install(ward, 'lit-1', 'lit-2');
    const code = await ask(ward);
    for (const as of [
      { door: 'lead' },
      { door: 'mobile' },
      { door: 'outreach', team: team('T1') },
    ] as const) {
      const ack = await (await enter(as)).send({ type: 'ReserveBed', code, bed: bed('lit-9') });
      expect(ack).toEqual({ outcome: 'refused', id: ack.id, refusal: 'NotAllowed' });
    }
  });
});

test('[H09] a request that says where or who is refused, and nothing of it is kept', async () => {
  const phone = await enter({ door: 'outreach', team: team('T1') });
  const payload = { type: 'RequestAdmission', origin: 'maraude', needs: [], requestedAt: NOW };
  const before = served.app.world.position;
  for (const key of ['zone', 'station', 'sex', 'text']) {
    expect(await phone.send({ ...payload, [key]: 'z-stalingrad' })).toMatchObject({ outcome: 'malformed' });
  }
  expect(served.app.world.position).toBe(before);
  expect(await phone.send(payload)).toMatchObject({ outcome: 'accepted' });
});

function heldBy(client: Client): [string, string][] {
  return [...client.held.entities].flatMap(([key, { value }]): [string, string][] =>
    value?.kind === 'bed' && value.state.kind === 'reserve' ? [[key, value.state.code]] : [],
  );
}
