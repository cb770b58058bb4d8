import { afterEach, beforeEach, expect, test } from 'vitest';
import type { SectorId } from '#shared/kernel/ids';
import type { PushedScene } from '#shared/view/wall-scene';
import { connect, type Client } from '../support/client.ts';
import { paris, team } from '../support/said.ts';
import { serveApp, type Served } from '../support/served-app.ts';
import { SCENE_MS, type WallScene } from '#shared/domain/wall-scene/commands';
import type { Door } from '#shared/wire/up';

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

async function enter(door: Door): Promise<Client> {
  const client = await connect(served.url, door);
  clients.push(client);
  return client;
}

/** The scene this wall was last told; undefined when it was told of none. */
function sceneOn(wall: Client): PushedScene | undefined {
  const told = wall.frames.flatMap(({ name, body }) =>
    name === 'view:changes' && 'scenes' in body && body.scenes ? [body.scenes] : [],
  );
  return told.at(-1)?.[0];
}

async function until(wall: Client, kind: WallScene['kind'] | undefined): Promise<void> {
  const isSo = () => sceneOn(wall)?.scene.kind === kind;
  if (!isSo()) await wall.next('view:changes', isSo);
}

const push = (lead: Client, scene: WallScene) => lead.send({ type: 'PushScene', scene });
const sector = { kind: 'secteur', sector: 's-10' as SectorId } as const;

test('[SCN-1] a scene is on every wall at once, in no log, and nobody else is told of it', async () => {
  const [lead, one, two] = [
    await enter({ door: 'lead' }),
    await enter({ door: 'wall' }),
    await enter({ door: 'wall' }),
  ];
  const others = [await enter({ door: 'hospital' }), await enter({ door: 'ratp' })];
  const { position } = served.app.world;
  expect(await push(lead, sector)).toMatchObject({ outcome: 'volatile' });
  for (const wall of [one, two]) {
    await until(wall, 'secteur');
    expect(sceneOn(wall)).toEqual({ scene: sector, until: paris('17:16:10') });
  }
  expect(served.app.world.position).toBe(position);
  for (const other of [lead, ...others]) {
    await other.drain();
    expect(JSON.stringify(other.frames)).not.toContain('scenes');
  }
});

test('[SCN-1] a sector that is not of the territory is refused, and a sentence is not of the protocol', async () => {
  const [lead, wall] = [await enter({ door: 'lead' }), await enter({ door: 'wall' })];
  expect(await push(lead, { kind: 'secteur', sector: 's-ailleurs' as SectorId })).toMatchObject({
    refusal: 'PlaceUnknown',
  });
  const written = { kind: 'message', message: 'autre', text: 'bonjour' };
  expect(await lead.send({ type: 'PushScene', scene: written })).toMatchObject({ outcome: 'malformed' });
  await wall.drain();
  expect(sceneOn(wall)).toBeUndefined();
});

test('[SCN-2] a scene ends by itself after a quarter of an hour, and the next one begins its own', async () => {
  const [lead, wall] = [await enter({ door: 'lead' }), await enter({ door: 'wall' })];
  await push(lead, { kind: 'visite' });
  await until(wall, 'visite');
  await served.at(paris('17:10:00'));
  await push(lead, { kind: 'message', message: 'point-equipes' });
  await until(wall, 'message');
  await served.at(paris('17:24:59'));
  await wall.drain();
  expect(sceneOn(wall)?.until).toBe(paris('17:25:00'));
  await served.at(paris('17:25:00'));
  await until(wall, undefined);
  expect(SCENE_MS).toBe(15 * 60_000);
});

test('[SCN-2] a lead ends a scene', async () => {
  const [lead, wall] = [await enter({ door: 'lead' }), await enter({ door: 'wall' })];
  await push(lead, { kind: 'releve' });
  await until(wall, 'releve');
  await lead.send({ type: 'EndScene' });
  await until(wall, undefined);
});

test('[SCN-3, W13] a wall that comes back is told the scene that stands; a wall or a team pushes none', async () => {
  const [lead, wall] = [await enter({ door: 'lead' }), await enter({ door: 'wall' })];
  await push(lead, { kind: 'souterrain' });
  await until(wall, 'souterrain');
  const back = await enter({ door: 'wall' });
  await until(back, 'souterrain');
  const phone = await enter({ door: 'outreach', team: team('T2') });
  for (const other of [wall, phone]) {
    expect(await push(other, { kind: 'visite' })).toMatchObject({ refusal: 'NotAllowed' });
    expect(await other.send({ type: 'EndScene' })).toMatchObject({ refusal: 'NotAllowed' });
  }
  await back.drain();
  expect(sceneOn(back)?.scene.kind).toBe('souterrain');
});
