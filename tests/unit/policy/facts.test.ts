import { describe, expect, test } from 'vitest';
import { sourceNames } from '#server/policy/source-names';
import { sectorIdSchema } from '#shared/kernel/ids';
import type { JsonSchema } from '#shared/policy/json-schema';
import type { Territory } from '#shared/territory/schema';
import { closed, facts, findingsAmong, named, refusalOf, shipped, territory, wireWith } from './seed.ts';

const zone: JsonSchema = { type: 'string', pattern: '^z-[a-z0-9-]{1,40}$' };
const count: JsonSchema = { type: 'integer', minimum: 0, maximum: 99, counts: 'people' };
const band: JsonSchema = { type: 'string', enum: ['0-4', '5-9'] };
const listOf = (items: JsonSchema): JsonSchema => ({ type: 'array', items, maxItems: 9 });

test('[P31] the shipped product is refused by nothing', () => {
  expect(findingsAmong({})).toEqual([]);
});

describe('[V10] a message', () => {
  const opened: [string, JsonSchema, string][] = [
    ['with a zone and a number', closed({ zone, people: count }), 'wire.seed'],
    ['with a number in an object beside a zone', closed({ zone, of: closed({ n: count }) }), 'wire.seed'],
    ['with rows of numbers under a zone', closed({ zone, rows: listOf(closed({ n: count })) }), 'wire.seed'],
    [
      'with a total over rows of zones',
      closed({ total: count, rows: listOf(closed({ zone, band })) }),
      'wire.seed',
    ],
    ['with a list of zones and their number', closed({ zones: listOf(zone), n: count }), 'wire.seed'],
    [
      'with a place only by its key',
      closed({ area: { type: 'string', enum: ['a'] }, n: count }),
      'wire.seed',
    ],
    [
      'with a zone in one branch and a number beside it',
      closed({ n: count, at: { oneOf: [{ type: 'null' }, closed({ zone })] } }),
      'wire.seed',
    ],
    ['that takes keys nobody knows', { type: 'object', properties: { band } }, 'wire.seed'],
    ['that takes any text', closed({ word: { type: 'string' } }), 'wire.seed.word'],
    [
      'that takes a coordinate as text',
      closed({ word: { type: 'string', pattern: '^[0-9.]+$' } }),
      'wire.seed.word',
    ],
    ['that takes a cell', closed({ word: { type: 'string', pattern: '^[0-9a-f]{15}$' } }), 'wire.seed.word'],
    ['that takes a fraction', closed({ n: { type: 'number', minimum: 0, maximum: 1 } }), 'wire.seed.n'],
    ['with a number without bounds', closed({ n: { type: 'integer' } }), 'wire.seed.n'],
    ['that takes anything', closed({ any: {} }), 'wire.seed.any'],
    ['that takes a list of anything', closed({ rows: { type: 'array' } }), 'wire.seed.rows'],
    ['in a form the linter cannot read', closed({ ref: { $ref: '#' } as JsonSchema }), 'wire.seed.ref'],
  ];
  test.each(opened)('%s is found', (_, message, at) => {
    const lines = findingsAmong(wireWith('seed', message));
    expect(named(lines)).toEqual(['V10']);
    expect(lines.map((line) => line.split(': ')[1])).toContain(at);
  });

  test('that holds zones in one list and numbers in another is not', () => {
    const message = closed({ zones: listOf(closed({ zone, band })), beds: listOf(closed({ n: count })) });
    expect(findingsAmong(wireWith('seed', message))).toEqual([]);
  });

  test('that holds either a zone or a number is not', () => {
    const value: JsonSchema = { oneOf: [closed({ zone, band }), closed({ n: count })] };
    expect(findingsAmong(wireWith('seed', closed({ value })))).toEqual([]);
  });
});

describe('[V7] a message to another audience than the leads', () => {
  const to = (audience: string, properties: Record<string, JsonSchema>) =>
    wireWith('seed', closed({ audience: { type: 'string', const: audience }, ...properties }));

  test.each(['people', 'needs', 'presence', 'missions', 'team', 'passes'])('with %s is found', (key) => {
    expect(findingsAmong(to('wall', { rows: listOf(closed({ [key]: band })) }))).toEqual([
      `V7: wire.seed(wall).rows[].${key}: wall would receive ${key}`,
    ]);
  });

  test('may hold a team’s own missions, for that team', () => {
    expect(findingsAmong(to('outreach', { missions: band }))).toEqual([]);
    expect(named(findingsAmong(to('outreach', { people: band })))).toEqual(['V7']);
  });
});

describe('[V15] an event', () => {
  test.each([
    ['without a class', 'none'],
    ['of a class nobody erases', 'lasting'],
    ['kept thirteen months because of what somebody did', 'r13m'],
  ])('%s is found', (_, retention) => {
    const events = facts.events.map((event) =>
      event.type === 'PassDeclared' ? { ...event, retention } : event,
    );
    const lines = findingsAmong({ events });
    expect(named(lines)).toEqual(['V15']);
    expect(lines).toEqual([expect.stringContaining('V15: events.PassDeclared: ')]);
  });
});

describe('[V16] a forbidden word', () => {
  test.each([
    ['route', '/export/pass-export'],
    ['route', '/police-role'],
    ['table', 'pass_coordinates'],
    ['metric', 'perTeamHistory'],
    ['message', 'lead_heatmap_title'],
    ['message', 'space_photos'],
  ] as const)('in the %s %s is found', (of, name) => {
    const lines = findingsAmong({ names: [...facts.names, { of, name }] });
    expect(lines).toEqual([expect.stringMatching(`^V16: ${of} ${name}: `)]);
  });

  test('is a name on the pages of accounts alone, whose people work here', () => {
    const messages = (name: string) => [...facts.names, { of: 'message' as const, name }];
    expect(findingsAmong({ names: messages('admin_field_name') })).toEqual([]);
    expect(named(findingsAmong({ names: messages('lead_field_name') }))).toEqual(['V16']);
    expect(named(findingsAmong({ names: messages('admin_photo') }))).toEqual(['V16']);
  });

  test('is in no page and no message that is shipped', () => {
    const names = sourceNames(new URL('../../../', import.meta.url));
    expect(names.length).toBeGreaterThan(500);
    expect(findingsAmong({ names: [...facts.names, ...names] })).toEqual([]);
  });

  test('in a field is found', () => {
    expect(findingsAmong(wireWith('seed', closed({ firstName: band })))).toEqual([
      'V16: wire.seed.firstName: name, for ever forbidden',
    ]);
  });

  test('in an event is found', () => {
    const events = [...facts.events, { type: 'RouteRecorded', retention: 'r72h' }];
    expect(named(findingsAmong({ events }))).toEqual(['V16']);
  });

  test('is not in another word, nor in « en route »', () => {
    const names = ['lead_status_en_route', 'routed', 'rename', 'username'].map(
      (name) => ({ of: 'message', name }) as const,
    );
    expect(findingsAmong({ names })).toEqual([]);
  });
});

describe('[V19] the hash', () => {
  const computed = 'ab12'.repeat(16);
  test.each([computed, 'ab12', 'AB12'])('shown as %s is the one computed', (shown) => {
    expect(findingsAmong({ hash: { computed, shown } })).toEqual([]);
  });
  test.each(['', 'ab1', 'ab13', `${computed}0`])('shown as « %s » is not', (shown) => {
    expect(named(findingsAmong({ hash: { computed, shown } }))).toEqual(['V19']);
  });

  test('of a file with a key that reading drops is not that of what is applied', () => {
    const smuggled = shipped.replace('"roles": {', '"roles": { "__proto__": { "views": "all" },');
    expect(smuggled).not.toBe(shipped);
    expect(named(refusalOf(smuggled))).toEqual(['V19']);
  });
});

describe('[V21] what says how far a client has come', () => {
  test.each(['position', 'revision', 'rev', 'version'])(
    '%s, when it counts something else, is found',
    (key) => {
      expect(findingsAmong(wireWith('seed', closed({ [key]: count })))).toEqual([
        `V21: wire.seed.${key}: it is not a revision of one audience (PRV-46)`,
      ]);
    },
  );

  test('is not hidden in a large number of another name', () => {
    const large = { ...count, maximum: Number.MAX_SAFE_INTEGER };
    expect(named(findingsAmong(wireWith('seed', closed({ n: large }))))).toEqual(['V21']);
  });
});

describe('the pack', () => {
  const damaged: [string, string, (pack: Territory) => unknown][] = [
    [
      'V2',
      'a zone whose sector is in no table',
      (pack) => {
        const zones = pack.surface.zones.filter(({ sector }) => sector === pack.surface.sectors[0]?.id);
        // Every zone of the sector, and the sector with them: only the table is wrong, no area.
        pack.surface.sectors.splice(0, 1);
        for (const moved of zones) moved.sector = sectorIdSchema.parse('s-ailleurs');
      },
    ],
    ['V12', 'a small zone', (pack) => pack.surface.zones[0]?.cells.splice(10)],
    [
      'V12',
      'a cell in two zones',
      (pack) => pack.surface.zones[1]?.cells.push(pack.surface.zones[0]?.cells[0] ?? ''),
    ],
    [
      'V13',
      'a group of two stations',
      (pack) => {
        const { stations } = pack.underground;
        const inGroup = stations.filter(({ group }) => group === stations[0]?.group);
        pack.underground.stations = stations.filter((station) => !inGroup.slice(2).includes(station));
      },
    ],
    [
      'V13',
      'a station in two groups',
      (pack) => {
        const [first] = pack.underground.stations;
        const last = pack.underground.groups.at(-1);
        if (first && last) pack.underground.stations.push({ ...first, group: last.id });
      },
    ],
  ];
  test.each(damaged)('[%s] with %s is refused by it alone', (invariant, _, damage) => {
    const pack = structuredClone(territory);
    damage(pack);
    expect(named(refusalOf(shipped, pack))).toEqual([invariant]);
  });

  test('[V8] with a space whose limit is 11 keeps eleven occupancies in one class', () => {
    for (const limit of [8, 10, 11, 14, 15, 20, 21, 60]) {
      const pack = structuredClone(territory);
      for (const space of pack.services.restSpaces) {
        space.jaugeJour.value = limit;
        space.jaugeNuit.value = limit;
      }
      expect(refusalOf(shipped, pack)).toEqual([]);
    }
  });
});
