import { describe, expect, test } from 'vitest';
import type { DurableCommand } from '#server/commands/decide';
import { bandForRatp, bandForWall } from '#server/release/bands';
import type { ViewKey } from '#server/release/views';
import { HOUR, MINUTE, plus, type Instant } from '#shared/kernel/instant';
import type { Entity } from '#shared/view/entity';
import { openCore, type Core } from '../support/core.ts';
import { paris } from '../support/said.ts';
import { policy, territory } from '../support/served-app.ts';
import { DELAY_MIN } from '../support/told.ts';
import { dayOf, framesOf, live, type Day } from './day.ts';

const acts = dayOf(11);
const day = live(acts);
const others: readonly ViewKey[] = [
  'hospital',
  'coordination',
  'mobile',
  'ratp',
  'ratp:RATP-1',
  'ratp:RATP-2',
  'wall',
  'restspace:ER-1',
  'outreach:T1',
  'outreach:T3',
].map((view) => view as ViewKey);

describe('what a view is never sent', () => {
  /** How a withheld thing is written, and the views that may be sent it all the same. */
  const WITHHELD: [what: string, is: RegExp, but: readonly string[]][] = [
    ['a zone', /"(zone-coverage:)?z-/, ['mobile']],
    ['a station', /"(station:)?st-/, ['outreach:T1', 'ratp:RATP-1']],
    ['a station group', /"(group:)?g-/, ['ratp', 'ratp:RATP-1', 'ratp:RATP-2']],
    ['a sector', /"(sector:)?s-/, ['hospital', 'coordination', 'wall', 'restspace:ER-1']],
    // A team is told of its own tour.
    ['a team', /"T\d/, ['outreach:T1', 'outreach:T3']],
    ['another team', /"T[2456]"/, []],
    ['an alert of another team', /"kind":"alert"/, ['outreach:T3']],
    ['a field report', /"kind":"report"/, []],
    ['what another post asked for', /"kind":"own-report"/, ['ratp:RATP-1']],
    ['a mission of another team', /"kind":"mission"/, ['outreach:T1']],
    ['a class of people or a need of a pass', /"(people|needs|late|passes)"/, []],
    [
      'the limit of a space',
      /"jaugeJour"/,
      ['hospital', 'coordination', 'mobile', 'wall', 'restspace:ER-1', 'outreach:T1', 'outreach:T3'],
    ],
    ['a count of people inside', /"present"/, ['restspace:ER-1']],
    ['an admission code', /"kind":"request"/, ['hospital', 'mobile', 'outreach:T1', 'restspace:ER-1']],
    ['the code of a placement', /"kind":"placement"/, ['hospital', 'mobile']],
    ['a code', /"code":"/, ['hospital', 'mobile', 'outreach:T1', 'restspace:ER-1']],
    ['a bed', /"kind":"bed"/, ['hospital']],
    ['beds in numbers', /"installed"/, ['hospital', 'coordination']],
    ['free beds as a class', /"free":"/, ['mobile', 'wall', 'outreach:T1', 'outreach:T3']],
    ['the beds of an addictology unit', /"kind":"unit"/, ['hospital', 'coordination', 'mobile']],
    ['a line of housing', /"kind":"housing"/, ['hospital', 'coordination']],
    ['the places of residences', /"kind":"residences"/, ['hospital', 'coordination']],
    ['the flows of a month', /"kind":"flows"/, ['hospital', 'coordination']],
    [
      'a hospital mobile team',
      /"kind":"hospital-team"/,
      ['hospital', 'coordination', 'mobile', 'outreach:T1', 'outreach:T3'],
    ],
    ['a joint outing that somebody else asked for', /"kind":"outing"/, ['hospital', 'mobile', 'outreach:T1']],
    ['the level of the queue', /"atRisk"/, ['coordination', 'wall']],
    [
      'the id of a command, but of the one that asked for an outing or a presence, or gave it a mission',
      /[0-9a-f]{8}-[0-9a-f]{4}-4/,
      ['hospital', 'mobile', 'outreach:T1', 'ratp:RATP-1'],
    ],
    ['who filed a request', /filedBy|"ER-1 |hospital"/, []],
  ];

  test.each(WITHHELD)('[REL-60, PRV-41] %s', async (_what, is, but) => {
    const lived = await day;
    const sent = others.filter((view: ViewKey) => carried(lived, view).some((text) => is.test(text)));
    expect(sent.filter((view) => !but.includes(view))).toEqual([]);
  });

  test('the day speaks of each of these to someone, so the patterns do find them', async () => {
    const lived = await day;
    const lead = framesOf(lived, 'lead').join('');
    for (const is of [/"z-/, /"st-/, /"people"/, /"present"/, /"installed"/, /"kind":"flows"/])
      expect(is.test(lead)).toBe(true);
    const hospital = carried(lived, 'hospital').join('');
    for (const kind of ['unit', 'housing', 'residences', 'hospital-team', 'outing', 'placement', 'flows'])
      expect(hospital).toContain(`"kind":"${kind}"`);
    for (const kind of ['outing', 'mission', 'maraude'])
      expect(carried(lived, 'outreach:T1' as ViewKey).join('')).toContain(`"kind":"${kind}"`);
    expect(carried(lived, 'outreach:T3' as ViewKey).join('')).toContain('"kind":"alert"');
    expect(carried(lived, 'ratp:RATP-1' as ViewKey).join('')).toContain('"kind":"own-report"');
    for (const kind of ['report', 'mission', 'maraude', 'alert']) expect(lead).toContain(`"kind":"${kind}"`);
    for (const view of ['hospital', 'mobile'] as const)
      expect(carried(lived, view).join('')).toMatch(/"code":"/);
  });
});

describe('along the chain', () => {
  test('[REL-61, PRV-17] each weaker coverage is a function of the stronger one, at every half-hour', async () => {
    const core = await openCore({ start: paris('06:30') });
    // What each stronger view showed when it was told of the half-hour that the weaker one is told of now.
    const shown = new Map<string, ReadonlySet<string>>();
    const then = (stronger: Delayed, weaker: Delayed, at: Instant) =>
      shown.get(`${stronger} ${plus(at, (DELAY_MIN[stronger] - DELAY_MIN[weaker]) * MINUTE)}`) ?? [];
    for (let at = paris('07:00'); at <= paris('23:30'); at = plus(at, HOUR / 2)) {
      await until(core, at);
      const { views } = core.world;
      const mobile = covered(views.of('mobile').values(), 'zone-coverage');
      const hospital = covered(views.of('hospital').values(), 'sector');
      const ratp = covered(views.of('ratp').values(), 'group');
      for (const [view, areas] of Object.entries({ mobile, hospital, ratp }))
        shown.set(`${view} ${at}`, areas);
      const zones = [...then('mobile', 'hospital', at)];
      const sectors = new Set(zones.map((zone) => core.world.places.sectorOf(zone as never)));
      expect([...hospital].sort()).toEqual([...sectors].sort());
      expect(coverageText(core, 'coordination')).toBe(coverageText(core, 'hospital'));
      const wall = core.world.views.of('wall').values();
      const groups = [...then('ratp', 'wall', at)];
      const metro = new Set(groups.map((group) => core.world.places.metroSectorOf(group as never)));
      expect([...covered(wall, 'metro-sector')].sort()).toEqual([...metro].sort());
      expect([...covered(wall, 'sector')].sort()).toEqual([...then('hospital', 'wall', at)].sort());
      for (const space of ['ER-1', 'ER-2', 'ER-3'] as const) {
        expect(areasText(core, `restspace:${space}` as ViewKey)).toBe(areasText(core, 'wall'));
      }
    }
    await core.stop();
  });

  test('[REL-62, PRV-26] a door is told to the wall from the hospital’s word, to the operator from the wall’s', async () => {
    const core = await openCore({ start: paris('06:30') });
    for (let at = paris('06:31'); at <= paris('14:00'); at = plus(at, MINUTE)) {
      await until(core, at);
      for (const { id, jaugeJour, jaugeNuit } of territory.services.restSpaces) {
        const hospital = bandIn(core, 'hospital', `rest-space-band:${id}`);
        const wall = bandIn(core, 'wall', `rest-space:${id}`);
        if (!hospital || !wall || !('regime' in hospital)) throw new Error('a space is missing from a view');
        const limit = hospital.regime === 'jour' ? jaugeJour.value : jaugeNuit.value;
        expect(wall.band).toBe(bandForWall(hospital.band, limit, policy.policy));
        expect(bandIn(core, 'coordination', `rest-space-band:${id}`)).toEqual(hospital);
        expect(bandIn(core, 'mobile', `rest-space-band:${id}`)).toEqual(hospital);
        expect(bandIn(core, 'outreach:T1' as ViewKey, `rest-space-band:${id}`)).toEqual(hospital);
        const ratp = bandIn(core, 'ratp', `rest-space-band:${id}`);
        if (at.slice(15, 16) === '0' || at.slice(15, 16) === '5') {
          expect(ratp?.band).toBe(bandForRatp(wall.band, limit, policy.policy));
        }
      }
    }
    await core.stop();
  });

  test('[REL-63, PRV-31] a request is told to the ward, the mobile teams and the post that filed it, and to nobody else', async () => {
    const core = await openCore({ start: paris('10:00') });
    const ask: DurableCommand = {
      type: 'RequestAdmission',
      origin: 'maraude',
      needs: ['sevrage'],
      requestedAt: paris('10:00'),
    };
    const ack = await core.send(ask, undefined, 'T1' as never);
    const code = 'code' in ack ? ack.code : undefined;
    expect(code).toBeDefined();
    const told = core.world.views.keys.filter((view) =>
      JSON.stringify(core.world.views.of(view).save()).includes(String(code)),
    );
    expect(told.sort()).toEqual(['hospital', 'mobile', 'outreach:T1']);
    await core.stop();
  });
});

type Delayed = keyof typeof DELAY_MIN;

/** What a view was sent, without the envelope, which names its audience. */
function carried(lived: Day, view: ViewKey): string[] {
  return framesOf(lived, view).map((text) => text.replace(/"audience":"[a-z]+",/, ''));
}

/** Lives the day's acts up to this moment, once each. */
const done = new WeakMap<Core, number>();
async function until(core: Core, at: Instant): Promise<void> {
  let next = done.get(core) ?? 0;
  for (let act = acts[next]; act && act.at <= at; act = acts[(next += 1)]) {
    await core.at(act.at);
    await core.send(act.command, act.id, act.filedBy);
  }
  done.set(core, next);
  await core.at(at);
}

function covered(entities: readonly Entity[], kind: string): Set<string> {
  const found = new Set<string>();
  for (const entity of entities) {
    if (entity.kind !== kind || !('cells' in entity)) continue;
    // The half-day under way alone: a closed one is the same set for good, at two moments that differ by the delay.
    if (entity.cells.some(({ state }) => state === 'passe')) found.add(entity.id);
  }
  return found;
}

function coverageText(core: Core, view: ViewKey): string {
  const held = core.world.views.of(view).values();
  return JSON.stringify(
    held.filter(({ kind }) => ['sector', 'situation-surface'].includes(kind)).sort(byKey),
  );
}

function areasText(core: Core, view: ViewKey): string {
  const held = core.world.views.of(view).values();
  return JSON.stringify(
    held.filter(({ kind }) => ['sector', 'metro-sector', 'situation'].includes(kind)).sort(byKey),
  );
}

function byKey(a: Entity, b: Entity): number {
  return JSON.stringify(a) < JSON.stringify(b) ? -1 : 1;
}

function bandIn(core: Core, view: ViewKey, key: string) {
  const entity = core.world.views.of(view).value(key);
  return entity && 'band' in entity ? entity : undefined;
}
