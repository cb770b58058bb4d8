import { afterEach, describe, expect, test, vi } from 'vitest';
import { begunAnew } from '../support/begun-anew.ts';
import { connect, onTour } from '../support/client.ts';
import { arrival, space, team, zone } from '../support/said.ts';
import { bytesOf, foundIn } from '../support/search-bytes.ts';
import { isRedisInstalled } from '../support/redis-server.ts';
import { startTopology, type Topology } from '../nodes/topology.ts';
import { Wanderer } from '../nodes/wanderer.ts';

const ER1 = { space: space('ER-1') };
const PATIENCE = { timeout: 20_000, interval: 50 };

describe.skipIf(!isRedisInstalled)(
  'two servers in processes of their own, on one Redis, behind a balancer',
  () => {
    let topology: Topology;
    const wanderers: Wanderer[] = [];
    begunAnew(
      async () => {
        topology = await startTopology();
        const tablet = await connect(topology.nodes[0]?.url ?? '', { door: 'restspace', ...ER1 });
        await tablet.send({ type: 'OpenRestSpace', ...ER1, regime: 'jour' });
        tablet.close();
      },
      () => topology.stop(),
    );
    afterEach(() => {
      for (const each of wanderers.splice(0)) each.close();
    });
    const come = (door: ConstructorParameters<typeof Wanderer>[1]) => {
      const wanderer = new Wanderer(topology.balancer.url, door);
      wanderers.push(wanderer);
      return wanderer;
    };
    const present = (lead: Wanderer) => lead.held.entities.get('rest-space:ER-1')?.value;
    /** Whoever comes now holds what those hold who were there all along, on each server. */
    async function expectSame(
      watchers: readonly Wanderer[],
      doors: readonly ('lead' | 'wall')[],
    ): Promise<void> {
      for (const { url } of topology.nodes) {
        for (const [index, door] of doors.entries()) {
          const fresh = await connect(url, { door });
          const values = (held: Wanderer['held']) =>
            [...held.entities]
              .map(([key, { value }]) => [key, value] as const)
              .sort(([a], [b]) => (a < b ? -1 : 1));
          await vi.waitFor(
            () => expect(values(watchers[index]?.held ?? fresh.held)).toEqual(values(fresh.held)),
            PATIENCE,
          );
          fresh.close();
        }
      }
    }

    test('[NOD-9] a rolling restart loses nothing that was said, and every screen goes on where it was', async () => {
      const [lead, wall, tablet] = [
        come({ door: 'lead' }),
        come({ door: 'wall' }),
        come({ door: 'restspace', ...ER1 }),
      ];
      let isOver = false;
      const said: string[] = [];
      const talk = (async () => {
        while (!isOver) {
          said.push((await tablet.say(arrival('ER-1'))).outcome);
          await new Promise((resolve) => setTimeout(resolve, 5));
        }
      })();
      for (const node of topology.nodes) {
        await vi.waitFor(() => expect(said.length).toBeGreaterThan(0), PATIENCE);
        expect(await node.drain()).toBe(0);
        await vi.waitFor(
          () => expect([lead, wall, tablet].every(({ socket }) => socket.connected)).toBe(true),
          PATIENCE,
        );
        await node.start();
        await vi.waitFor(
          async () => expect((await fetch(`${node.url}/api/ready`)).status).toBe(200),
          PATIENCE,
        );
      }
      isOver = true;
      await talk;
      expect(said.length).toBeGreaterThan(20);
      expect(new Set(said)).toEqual(new Set(['accepted']));
      await vi.waitFor(
        () => expect(present(lead)).toMatchObject({ state: { present: said.length } }),
        PATIENCE,
      );
      await expectSame([lead, wall], ['lead', 'wall']);
      expect([lead, wall].map(({ resets, gaps }) => [resets, gaps])).toEqual([
        [0, 0],
        [0, 0],
      ]);
      expect(Math.max(lead.links, wall.links, tablet.links)).toBeGreaterThan(1);
    }, 90_000);

    test('[NOD-8] Redis killed and back: what was said meanwhile is kept by who said it, and done once', async () => {
      const [lead, tablet] = [come({ door: 'lead' }), come({ door: 'restspace', ...ER1 })];
      await vi.waitFor(() => expect(present(lead)).toBeDefined(), PATIENCE);
      const before = (present(lead) as { state: { present: number } }).state.present;
      await topology.redis.kill();
      const said = [tablet.say(arrival('ER-1'))];
      await vi.waitFor(async () => {
        for (const { url } of topology.nodes) expect((await fetch(`${url}/api/ready`)).status).toBe(503);
      }, PATIENCE);
      for (const { url } of topology.nodes) expect((await fetch(`${url}/api/health`)).status).toBe(200);
      // A screen that comes meanwhile is shown what is known.
      const screen = await connect(topology.nodes[0]?.url ?? '', { door: 'lead' });
      expect(screen.held.entities.get('rest-space:ER-1')?.value).toEqual(present(lead));
      screen.close();
      await topology.redis.start();
      expect((await Promise.all(said)).map(({ outcome }) => outcome)).toEqual(['accepted']);
      await vi.waitFor(
        () => expect(present(lead)).toMatchObject({ state: { present: before + 1 } }),
        PATIENCE,
      );
      await vi.waitFor(async () => {
        for (const { url } of topology.nodes) expect((await fetch(`${url}/api/ready`)).status).toBe(200);
      }, PATIENCE);
      expect(tablet.sends).toBeGreaterThan(1);
    }, 60_000);

    test('[NOD-5, PRV-36] what a team says of where it is reaches leads on both servers, and no byte of Redis', async () => {
      const [here, there] = await Promise.all(
        topology.nodes.map(({ url }) => connect(url, { door: 'lead' })),
      );
      const phone = await onTour(topology.nodes[0]?.url ?? '', team('T2'));
      const said = { type: 'DeclarePresence', place: zone('z-ourcq'), status: 'sur-place' } as const;
      expect(await phone.send(said)).toMatchObject({ outcome: 'volatile' });
      for (const lead of [here, there])
        await lead?.next('view:changes', (body) => 'presence' in body && body.presence?.[0]?.team === 'T2');
      const bytes = bytesOf(topology.redis.folder);
      expect(foundIn(bytes, ['MaraudeOpened'])).toEqual(['MaraudeOpened']);
      // The name of the zone is that of an entity of every lead's view, which a snapshot may hold.
      expect(foundIn(bytes, ['sur-place', 'DeclarePresence'])).toEqual([]);
      for (const client of [here, there, phone]) client?.close();
    });

    test('[NOD-6] a server killed without a word: its clients go on on the other one', async () => {
      const [lead, tablet] = [come({ door: 'lead' }), come({ door: 'restspace', ...ER1 })];
      await vi.waitFor(() => expect(present(lead)).toBeDefined(), PATIENCE);
      const before = (present(lead) as { state: { present: number } }).state.present;
      const [dead] = topology.nodes;
      await dead?.kill();
      for (let each = 0; each < 5; each += 1)
        expect(await tablet.say(arrival('ER-1'))).toMatchObject({ outcome: 'accepted' });
      await vi.waitFor(
        () => expect(present(lead)).toMatchObject({ state: { present: before + 5 } }),
        PATIENCE,
      );
      expect(lead.resets).toBe(0);
      await dead?.start();
      await expectSame([lead], ['lead']);
    }, 60_000);
  },
);
