import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DutyCell } from '#shared/domain/duty-plan/commands';
import type { SectorId, WindowId } from '#shared/kernel/ids';
import type { LocalDate } from '#shared/kernel/local-time';
import type { ViewChanges } from '#shared/view/changes';
import { connect, onTour, type Client } from '../support/client.ts';
import { paris, ratpPost, station, team, zone } from '../support/said.ts';
import { serveApp, type Served } from '../support/served-app.ts';

let served: Served;
let clients: Client[];
beforeEach(async () => {
  served = await serveApp(paris('17:01:10'));
  clients = [];
});
afterEach(async () => {
  for (const client of clients) client.close();
  await served.stop();
});

async function enter(client: Promise<Client>): Promise<Client> {
  clients.push(await client);
  return client;
}
const lead = () => enter(connect(served.url, { door: 'lead' }));
const wall = () => enter(connect(served.url, { door: 'wall' }));
const phone = (id = 'T2') => enter(onTour(served.url, team(id)));
const cell: DutyCell = {
  area: { kind: 'sector', id: 's-10' as SectorId },
  day: '2026-11-21' as LocalDate,
  window: 'apres-midi' as WindowId,
};

/** What this screen was told beside its entities, the last time that something was. */
function told(client: Client): Partial<Extract<ViewChanges, { audience: 'lead' }>> {
  return Object.assign(
    {},
    ...client.frames.flatMap(({ name, body }) => (name === 'view:changes' ? [body] : [])),
  ) as Partial<Extract<ViewChanges, { audience: 'lead' }>>;
}

/** Waits until a frame says so beside its entities. */
async function until(client: Client, isSo: (memory: ReturnType<typeof told>) => boolean): Promise<void> {
  if (!isSo(told(client))) await client.next('view:changes', () => isSo(told(client)));
}

const keysOf = (client: Client) => told(client).alarms?.map(({ key, state }) => `${key} ${state.kind}`);

describe('what is memory', () => {
  test('[PLN-1] a plan is told to every lead at once, to nobody else, and is in no revision', async () => {
    const [one, two, other] = [await lead(), await lead(), await wall()];
    const team2 = await phone();
    const { position } = served.app.world;
    expect(await one.send({ type: 'PlanPass', cell, team: team('T2') })).toMatchObject({
      outcome: 'volatile',
    });
    await until(two, ({ plans }) => plans?.length === 1);
    expect(told(two).plans).toEqual([{ cell, team: 'T2' }]);
    expect(served.app.world.position).toBe(position);
    for (const client of [other, team2]) expect(JSON.stringify(client.frames)).not.toContain('plans');
    await one.send({ type: 'CancelPlan', cell });
    await until(two, ({ plans }) => plans?.length === 0);
  });

  test('[SAF-1, SAF-3, PRV-36] a team going down is a station for leads and a timer for both; the tour’s end forgets both', async () => {
    const screen = await lead();
    const t2 = await phone();
    await t2.send({ type: 'GoUnderground', station: station('st-jaures').id, exitIn: '40' });
    await until(screen, ({ presence }) => presence?.length === 1);
    expect(told(screen).presence).toMatchObject([
      { team: 'T2', place: station('st-jaures'), status: 'sous-terre' },
    ]);
    const timer = { team: 'T2', lastSignAt: paris('17:01:10'), exitAt: paris('17:41:10') };
    expect(told(screen).safety).toEqual([timer]);
    await until(t2, ({ safety }) => JSON.stringify(safety) === JSON.stringify(timer));
    // At 45 min the place is forgotten, the timer is not.
    await served.at(paris('17:46:10'));
    await until(screen, ({ presence }) => presence?.length === 0);
    expect(told(screen).safety).toEqual([timer]);
    await t2.send({ type: 'CloseMaraude' });
    await until(screen, ({ safety }) => safety?.length === 0);
    expect(await t2.send({ type: 'SayAllIsWell' })).toMatchObject({ refusal: 'MaraudeNotOpen' });
  });

  test('[MAR-4] outside a tour a team says neither where it is nor that it goes down, but may call for help', async () => {
    const t5 = await enter(connect(served.url, { door: 'outreach', team: team('T5') }));
    for (const command of [
      { type: 'DeclarePresence', place: zone('z-ourcq'), status: 'sur-place' },
      { type: 'GoUnderground', station: 'st-jaures', exitIn: '20' },
      { type: 'StayLonger' },
      { type: 'ComeUp' },
      { type: 'SayAllIsWell' },
    ])
      expect(await t5.send(command)).toMatchObject({ refusal: 'MaraudeNotOpen' });
    expect(await t5.send({ type: 'RaiseAlert' })).toMatchObject({ outcome: 'accepted' });
  });
});

describe('alarms', () => {
  test('[ALA-2, ALA-9] an alert calls every lead and the wall at once, until a lead has seen it', async () => {
    const [screen, big, t2] = [await lead(), await wall(), await phone()];
    await t2.send({ type: 'RaiseAlert' });
    await until(screen, ({ alarms }) => alarms?.length === 1);
    expect(keysOf(screen)).toEqual(['A1:T2 active']);
    await until(big, ({ alarms }) => alarms?.length === 1);
    const line = (big.frames.at(-1)?.body as { alarms: unknown }).alarms;
    expect(line).toEqual([{ priority: 'P1', what: 'equipe-danger' }]);
    expect(JSON.stringify(big.frames)).not.toContain('T2');
    expect(await screen.send({ type: 'AcknowledgeAlarm', alarm: 'A1:T2' })).toMatchObject({
      outcome: 'accepted',
    });
    await until(screen, () => keysOf(screen)?.[0] === 'A1:T2 acquittee');
    await until(big, ({ alarms }) => alarms?.length === 0);
    const shown = () => t2.held.entities.get('alert:T2')?.value as { acknowledgedAt: unknown } | undefined;
    if (!shown()?.acknowledgedAt) await t2.next('view:changes', () => shown()?.acknowledgedAt !== null);
    expect(shown()).toMatchObject({ acknowledgedAt: paris('17:01:10') });
  });

  test('[SAF-2, ALA-3, ALA-4] forty minutes of silence warn the leads; the next tap ends it, and says that it was', async () => {
    const [screen, t2] = [await lead(), await phone()];
    await served.at(paris('17:41:09'));
    await served.at(paris('17:41:10'));
    await until(screen, ({ alarms }) => alarms?.length === 1);
    expect(told(screen).alarms).toMatchObject([{ key: 'A2:T2', priority: 'P2', since: paris('17:41:10') }]);
    await t2.send({ type: 'SayAllIsWell' });
    await until(screen, () => keysOf(screen)?.[0] === 'A2:T2 revenue');
  });

  test('[ALA-5] a request of the operator that nobody acknowledged calls after ten minutes, and no more once it is', async () => {
    const [screen, big] = [await lead(), await wall()];
    const post = await enter(connect(served.url, { door: 'ratp', post: ratpPost('RATP-1') }));
    const filed = await post.send({
      type: 'FileReport',
      origin: 'ratp',
      place: station('st-jaures'),
      kind: 'groupe',
      people: '0-4',
      seenAt: paris('17:01:10'),
    });
    await served.at(paris('17:11:10'));
    await until(big, ({ alarms }) => alarms?.length === 1);
    expect(JSON.stringify(big.frames.at(-1)?.body)).toContain('demande-ratp');
    await until(screen, () => keysOf(screen)?.includes(`A3:${filed.id} active`) === true);
    await screen.send({ type: 'AcknowledgeReport', report: filed.id ?? '' });
    await until(screen, () => keysOf(screen)?.length === 0);
    await until(big, ({ alarms }) => alarms?.length === 0);
    expect(JSON.stringify(big.frames)).not.toMatch(/st-jaures|"A3/);
  });
});

test('[MIS-3] two consoles give one team at once: one wins, and the other is told', async () => {
  const [one, two] = [await lead(), await lead()];
  const give = (client: Client, id: string) =>
    client.send({ type: 'GiveMission', team: team('T2'), place: zone(id), report: null });
  const acks = await Promise.all([give(one, 'z-ourcq'), give(two, 'z-bercy')]);
  expect(acks.map((ack) => ('refusal' in ack ? ack.refusal : ack.outcome)).sort()).toEqual([
    'TeamAlreadyOnMission',
    'accepted',
  ]);
});
