import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { PresenceEntity } from '#shared/view/lead';
import { connect, onTour, type Client } from '../support/client.ts';
import { paris, station, team, zone } from '../support/said.ts';
import { newFolder, serveApp, type Served } from '../support/served-app.ts';

const folder = newFolder();
let served: Served;
let lead: Client;
let wall: Client;
let phone: Client;
beforeEach(async () => {
  served = await serveApp(paris('17:01:10'), folder);
  phone = await onTour(served.url, team('T3'));
  // What the tour's opening still had to tell is told before anyone listens.
  await served.app.settle();
  lead = await connect(served.url, { door: 'lead' });
  wall = await connect(served.url, { door: 'wall' });
});
afterEach(async () => {
  for (const client of [lead, wall, phone]) client.close();
  await served.stop();
});

const declare = (place: PresenceEntity['place'], status: PresenceEntity['status'] = 'sur-place') =>
  phone.send({ type: 'DeclarePresence', place, status });
/** The presence that leads are shown, once so many teams are on it: a frame may leave for another reason before. */
const shown = async (teams = 1) => {
  const changes = await lead.next(
    'view:changes',
    (body) => 'presence' in body && body.presence?.length === teams,
  );
  return 'presence' in changes ? changes.presence : undefined;
};

test('[GAT-30, PRV-36] a team says where it is: leads read it at once, and nobody else', async () => {
  expect(await declare(zone('z-ourcq'))).toMatchObject({ outcome: 'volatile' });
  expect(await shown()).toEqual([
    { team: 'T3', place: zone('z-ourcq'), status: 'sur-place', declaredAt: paris('17:01:10') },
  ]);
  expect(await wall.drain()).toEqual([]);
  const later = await connect(served.url, { door: 'lead' });
  expect(later.frames[1]?.body).toMatchObject({ presence: [{ team: 'T3' }] });
  later.close();
});

test('[GAT-31, PRV-36] it moves no revision, and is in no file', async () => {
  const [before, position] = [served.app.world.lead.revision, served.app.world.position];
  await declare(zone('z-ourcq'));
  await shown();
  expect([served.app.world.lead.revision, served.app.world.position]).toEqual([before, position]);
  const bytes = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'latin1'));
  expect(bytes.join()).toContain('WindowOpened');
  // The tour is a fact, with its team and no place; where the team is on it is none.
  expect(bytes.join()).not.toMatch(/z-ourcq|sur-place|DeclarePresence/);
});

test('[GAT-32, PRV-36] it is forgotten 45 min later', async () => {
  await declare(zone('z-ourcq'));
  await shown();
  await served.at(paris('17:46:09'));
  await served.at(paris('17:46:10'));
  expect(await shown(0)).toEqual([]);
});

test('[GAT-33, PRV-36] it is forgotten at once when the shift ends', async () => {
  await declare(station('st-jaures'), 'sous-terre');
  expect(await shown()).toHaveLength(1);
  await phone.send({ type: 'EndPresence' });
  expect(await shown(0)).toEqual([]);
});

test('[GAT-34, PRV-36] another place is taken every 10 min at most; another status of the same place always', async () => {
  await declare(zone('z-ourcq'));
  expect(await declare(zone('z-bercy'))).toMatchObject({ refusal: 'DeclaredTooOften' });
  expect(await declare(zone('z-ourcq'), 'pause')).toMatchObject({ outcome: 'volatile' });
  await served.at(paris('17:11:10'));
  expect(await declare(zone('z-bercy'))).toMatchObject({ outcome: 'volatile' });
  expect(await declare(zone('z-gone'))).toMatchObject({ refusal: 'PlaceUnknown' });
});
