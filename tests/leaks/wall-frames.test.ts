import { describe, expect, test } from 'vitest';
import { releaseAck, releaseView } from '#server/release/release';
import { World } from '#server/commands/world';
import { needSchema, peopleClassSchema } from '#shared/domain/pass/commands';
import type { Revision } from '#shared/view/revision';
import type { LeadEntity } from '#shared/view/lead';
import type { WallEntity } from '#shared/view/wall';
import { commandId, paris } from '../support/said.ts';
import { policy, territory } from '../support/served-app.ts';
import { dayOf, framesOf, live } from './day.ts';

const day = live(dayOf(7));

/** What no wall may ever be sent, by the way it is written. */
const WITHHELD: [what: string, is: RegExp][] = [
  ['a zone', /"z-/],
  ['a station', /"(zone:|station:)?st-/],
  ['a station group', /"g-/],
  ['a team', /"T\d/],
  ['the id of a command or a pass', /[0-9a-f]{8}-0000-4000/],
  [
    'a class of people',
    new RegExp(
      peopleClassSchema.options
        .filter((c) => c !== '5-9')
        .map((c) => `"${c.replace('+', '\\+')}"`)
        .join('|'),
    ),
  ],
  ['a need', new RegExp(needSchema.options.map((need) => `"${need}"`).join('|'))],
  ['the field of a pass', /"(people|needs|late|passes|present|lastSignAt|requestedAt|code)"/],
  ['a coordinate', /(?<![:\d])\d{1,2}\.\d{3}/],
];

describe('a whole day of frames', () => {
  test.each(WITHHELD)('[REL-53, PRV-41] the wall is never sent %s', async (_what, is) => {
    const wall = framesOf(await day, 'wall');
    expect(wall.filter((frame) => is.test(frame)).length).toBe(0);
  });

  test('the lead is sent some of these, so the patterns do find them', async () => {
    const lead = framesOf(await day, 'lead');
    const found = WITHHELD.filter(([, is]) => lead.some((frame) => is.test(frame))).map(([what]) => what);
    expect(found).toEqual([
      'a zone',
      'a station',
      'a station group',
      'a team',
      // That of the command which asked for a joint outing names the outing.
      'the id of a command or a pass',
      'a class of people',
      'a need',
      'the field of a pass',
    ]);
  });

  test('[REL-54, PRV-18] an area changes on a half-hour and at no other moment', async () => {
    for (const frame of framesOf(await day, 'wall').map((text) => JSON.parse(text) as Frame)) {
      for (const { value } of frame.changes) {
        if (value?.kind === 'sector' || value?.kind === 'metro-sector')
          expect(frame.at).toMatch(/:(00|30):00\.000Z$/);
      }
    }
  });
});

type Frame = { at: string; changes: { value: WallEntity | null }[] };

describe('the gate', () => {
  const NOTHING = 0 as Revision;
  const queue = { wait: '<6', atRisk: '0', share: { kind: 'trop-peu-de-demandes' } } as const;
  const world = () => new World(territory, policy.policy);

  test.each([
    ['a key more', { kind: 'queue', level: queue, team: 'T1' }],
    ['a key more inside', { kind: 'queue', level: { ...queue, code: 'K7WPAR' } }],
    ['an exact count for a class', { kind: 'beds', free: 7, source: { freshness: 'frais' } }],
    ['an entity of the lead', { kind: 'zone', id: 'z-ourcq', passes: [] }],
    ['a zone in the place of a sector', { kind: 'sector', id: 'z-ourcq', cells: [] }],
    ['a coordinate', { kind: 'sector', id: 's-20', cells: [], label: [2.39, 48.87] }],
  ])('[REL-55, PRV-41] stops a whole frame of the wall for %s', (_what, entity) => {
    const { views } = world();
    const wall = views.of('wall');
    wall.put('queue', { kind: 'queue', level: queue });
    wall.put('x', entity as unknown as WallEntity);
    expect(() => releaseView(views, 'wall', NOTHING, paris('17:00'))).toThrow();
  });

  test('[REL-55, PRV-41] stops a frame of the lead for a team beside a place', () => {
    const { views } = world();
    const lead = views.of('lead');
    const pass = { slot: '2026-11-21T16:00Z', people: '0-4', needs: [], late: false, team: 'T1' };
    lead.put('zone:z-ourcq', { kind: 'zone', id: 'z-ourcq', passes: [pass] } as unknown as LeadEntity);
    expect(() => releaseView(views, 'lead', NOTHING, paris('17:00'))).toThrow();
  });

  test('[REL-56, PRV-46] stops an answer that holds more than its outcome', () => {
    const ack = { outcome: 'accepted', id: commandId(1), position: 41 } as const;
    expect(() => releaseAck(ack)).toThrow();
  });
});
