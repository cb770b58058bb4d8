import { describe, expect, test } from 'vitest';
import { INVARIANTS } from '#shared/policy/lint';
import { policySchema } from '#shared/policy/schema';
import { named, policyWith, refusalOf, REMOVED, shipped, type Change } from './seed.ts';

type Seed = readonly [what: string, at: string, ...changes: Change[]];

const { roles } = policySchema.parse(JSON.parse(shipped));
const WALL_MIN = roles.wall.surface.delay_min;
const wallZones = { kind: 'coverage', partition: 'zones', delay_min: WALL_MIN, from: 'mobile', show: 'gaps' };
const passes = { kind: 'passes', partition: 'zones', delay_min: 0, fields: ['slot'] };

/** Broken policies, each with where the linter must say it; `at` is the beginning of the path of the first line. */
const seeds = {
  V1: [
    [
      'a chain that comes back to itself',
      'roles.hospital.surface.from',
      ['roles.hospital.surface.from', 'wall'],
      ['roles.hospital.surface.delay_min', WALL_MIN],
    ],
    [
      'two audiences that receive what the other does',
      'roles.restspace.surface.from',
      ['roles.restspace.surface.from', 'coordination'],
      ['roles.coordination.surface.from', 'restspace'],
    ],
    ['a source that does not exist', 'roles.wall.surface.from', ['roles.wall.surface.from', 'nobody']],
    ['a source that has nothing of it', 'roles.wall.surface.from', ['roles.wall.surface.from', 'ratp']],
    [
      'coverage made of the leads’ passes',
      'roles.mobile.surface.from',
      ['roles.mobile.surface.from', 'lead'],
    ],
    [
      'places that end at an exact value',
      'roles.mobile.surface.from',
      ['roles.mobile.surface.from', 'exact'],
    ],
    ['beds that end at a seal', 'roles.wall.beds.from', ['roles.wall.beds.from', 'seal']],
  ],
  V2: [
    ['a wall that is told zones', 'roles.wall.surface.partition', ['roles.wall.surface', wallZones]],
    [
      'zones made of sectors',
      'roles.mobile.surface.partition',
      ['roles.mobile.surface.from', 'hospital'],
      ['roles.mobile.surface.delay_min', roles.hospital.surface.delay_min],
      ['roles.hospital.surface.from', 'seal'],
    ],
    [
      'H3 parents as sectors',
      'roles.hospital.surface.partition',
      ['roles.hospital.surface.partition', 'h3_parents'],
    ],
    [
      'groups made of metro sectors',
      'roles.hospital.underground.partition',
      [
        'roles.hospital.underground',
        { kind: 'coverage', partition: 'groups', delay_min: WALL_MIN, from: 'wall' },
      ],
    ],
    [
      'an alias of a finer audience',
      'roles.coordination.surface',
      ['roles.coordination.surface.from', 'mobile'],
    ],
    [
      'sectors underground',
      'roles.wall.underground.partition',
      ['roles.wall.underground.partition', 'sectors'],
    ],
  ],
  V3: [
    ['a wall told after 30 min', 'roles.wall.surface.delay_min', ['roles.wall.surface.delay_min', 30]],
    ['a hospital told at once', 'roles.hospital.surface.delay_min', ['roles.hospital.surface.delay_min', 0]],
    [
      'a mobile team told before the seal',
      'roles.mobile.surface.delay_min',
      ['roles.mobile.surface.delay_min', 0],
    ],
    [
      'an operator told after 30 min',
      'roles.ratp.underground.delay_min',
      ['roles.ratp.underground.delay_min', 30],
    ],
    [
      'a delay that shrinks',
      'roles.wall.underground.delay_min',
      ['roles.ratp.underground.delay_min', WALL_MIN + 30],
    ],
    [
      'an alias of an earlier audience',
      'roles.restspace.surface',
      ['roles.mobile.surface.delay_min', 30],
      ['roles.hospital.surface.delay_min', 30],
      ['roles.restspace.surface.from', 'hospital'],
    ],
  ],
  V4: [
    ['a tick that cuts a slot', 'clock.coverage_tick_min', ['clock.coverage_tick_min', 20]],
    ['a slot of its own length', 'clock.slot_min', ['clock.slot_min', 15]],
    [
      'a delay between two ticks',
      'roles.wall.surface.delay_min',
      ['roles.wall.surface.delay_min', WALL_MIN + 15],
    ],
    ['ticks that drift over the day', 'clock.capacity_tick_min', ['clock.capacity_tick_min', 7]],
    ['a slower source', 'roles.ratp.rest.tick_min', ['roles.wall.rest.tick_min', 2]],
  ],
  V5: [
    [
      'an edge that the stronger view has not',
      'roles.wall.rest.free_edges',
      ['roles.hospital.rest.free_edges', [0, 1, 10]],
    ],
    ['a lowest class without zero', 'roles.ratp.rest.free_edges', ['roles.ratp.rest.free_edges', [1]]],
    [
      'classes that the wire cannot say',
      'roles.hospital.rest.free_edges',
      ['roles.hospital.rest.free_edges', [0, 1, 3, 5, 10]],
    ],
    ['beds in classes of their own', 'roles.wall.beds.edges', ['roles.wall.beds.edges', [0, 1, 2]]],
    [
      'waits in classes of their own',
      'roles.wall.queue.wait_edges_h',
      ['roles.wall.queue.wait_edges_h', [0, 1, 6]],
    ],
    ['a count of requests at risk', 'roles.wall.queue.at_risk', ['roles.wall.queue.at_risk', [0, 1, 2]]],
  ],
  V6: [
    ['a class of one to four people', 'capture.people_edges', ['capture.people_edges', [0, 1, 5, 10, 20]]],
    ['a lowest class without zero', 'capture.people_edges', ['capture.people_edges', [5, 10, 20]]],
    ['classes that no phone sends', 'capture.people_edges', ['capture.people_edges', [0, 5, 20]]],
  ],
  V7: [
    [
      'people for the mobile teams',
      'roles.mobile.surface.fields',
      ['roles.mobile.surface.fields', ['slot', 'people']],
    ],
    ['needs for the operator', 'roles.ratp.underground.fields', ['roles.ratp.underground.fields', ['needs']]],
    [
      'presence for a hospital',
      'roles.hospital.presence',
      ['roles.hospital.presence', { ttl_min: 45, scope: 'grant' }],
    ],
    ['missions for the wall', 'roles.wall.missions', ['roles.wall.missions', { scope: 'grant' }]],
    ['every mission for a team', 'roles.outreach.missions', ['roles.outreach.missions', { scope: 'grant' }]],
  ],
  V8: [
    ['a top class that hides eight', 'rest.hide_at_least', ['rest.hide_at_least', 8]],
    ['classes at a limit of 10', 'rest.min_limit_for_classes', ['rest.min_limit_for_classes', 10]],
  ],
  V9: [
    [
      'passes for the mobile teams',
      'roles.mobile.surface.kind',
      ['roles.mobile.surface', passes],
      ['roles.hospital.surface.from', 'seal'],
    ],
    ['another team’s tour', 'roles.coordination.surface', ['roles.coordination.surface', 'own_tour']],
    [
      'exact occupancy for a hospital',
      'roles.hospital.rest.kind',
      ['roles.hospital.rest', { kind: 'exact' }],
    ],
    ['exact occupancy through an alias', 'roles.mobile.rest', ['roles.mobile.rest.from', 'lead']],
    ['exact beds through an alias', 'roles.mobile.beds', ['roles.mobile.beds.from', 'hospital']],
    [
      'every code for coordination',
      'roles.coordination.queue.codes',
      ['roles.coordination.queue.codes', 'all'],
    ],
    ['every code for a lead', 'roles.lead.queue.codes', ['roles.lead.queue.codes', 'all']],
    ['beds under a word of its own', 'roles.mobile.beds', ['roles.mobile.beds', 'all']],
    ['requests under a word of its own', 'roles.mobile.queue', ['roles.mobile.queue', 'all']],
    ['every report for a lead', 'roles.lead.reports', ['roles.lead.reports', 'all']],
    [
      'another space’s count',
      'roles.mobile.rest.own',
      ['roles.mobile.rest', { own: 'exact', others: { from: 'hospital' } }],
    ],
  ],
  V10: [['a place beside a number', 'capture.place_with_number', ['capture.place_with_number', 'allowed']]],
  V12: [
    ['smaller zones', 'zone_set.zone_min_km2', ['zone_set.zone_min_km2', 0.5]],
    ['smaller sectors', 'zone_set.sector_min_km2', ['zone_set.sector_min_km2', 1]],
    ['a promise that nobody checks', 'zone_set.zone_min_km2', ['zone_set.zone_min_km2', 2]],
  ],
  V13: [['groups of two', 'zone_set.group_min_stations', ['zone_set.group_min_stations', 2]]],
  V14: [
    ['corrections', 'coverage.corrections', ['coverage.corrections', 'allowed']],
    ['late passes', 'coverage.late', ['coverage.late', 'apply']],
  ],
  V15: [
    ['passes kept a week', 'retention.r72h', ['retention.r72h', '168h']],
    ['requests kept from another moment', 'retention.request', ['retention.request', '72h']],
    ['a history of years', 'retention.r13m', ['retention.r13m', '24mo']],
    ['a class without a life', 'retention.mission', ['retention.mission', REMOVED]],
    ['a class that is not in the table', 'retention.forever', ['retention.forever', '13mo']],
    [
      'a note kept longer than notes are',
      'capture.free_text.handover_note.days',
      ['capture.free_text.handover_note.days', 30],
    ],
    ['a presence kept longer', 'roles.lead.presence.ttl_min', ['roles.lead.presence.ttl_min', 60]],
  ],
  V16: [
    [
      'a word off the list',
      'forbidden_forever',
      [
        'forbidden_forever',
        [
          'coordinate',
          'route',
          'heatmap',
          'pass_export',
          'per_team_history',
          'second_partition',
          'photo',
          'name',
        ],
      ],
    ],
  ],
  V17: [
    ['a window of one slot', 'coverage.window', ['coverage.window', 'slot']],
    ['a window of its own', 'roles.wall.surface.window', ['roles.wall.surface.window', 'day']],
    ['a tick of its own', 'roles.wall.surface.tick_min', ['roles.wall.surface.tick_min', 60]],
  ],
  V18: [
    ['the surface', 'roles.ratp.surface', ['roles.ratp.surface', { from: 'wall' }]],
    ['the beds', 'roles.ratp.beds', ['roles.ratp.beds', { from: 'wall' }]],
    ['the requests', 'roles.ratp.queue', ['roles.ratp.queue', { level: { from: 'wall' } }]],
  ],
  V20: [
    [
      'one person who approves twice',
      'approvals',
      [
        'approvals',
        [
          { role: 'dpo', name: 'Personne A', on: '2026-11-01' },
          { role: 'representant-terrain', name: 'personne a', on: '2026-11-02' },
        ],
      ],
    ],
  ],
  V22: [
    ['a daily share', 'roles.wall.queue.share', ['roles.wall.queue.share', 'daily']],
    ['a share of five admissions', 'request.share.k', ['request.share.k', 5]],
    [
      'statistics of five passes',
      'stats.k',
      [
        'stats',
        {
          cell: ['sector', 'week', 'people'],
          k: 5,
          round: 5,
          mechanism: 'geometric_noise_first',
          eps_pass: 0.2,
        },
      ],
    ],
  ],
  V23: [
    ['a view for administrators', 'roles.admin.surface', ['roles.admin.surface', { from: 'wall' }]],
    ['views for administrators', 'roles.admin.views', ['roles.admin.views', 'all']],
    ['a police role', 'roles.police', ['roles.police', { surface: { from: 'wall' } }]],
    [
      'an auditor who reads zones',
      'roles.auditor.releases.bodies',
      ['roles.auditor.releases.bodies', 'mobile'],
    ],
    ['an auditor with a live view', 'roles.auditor.surface', ['roles.auditor.surface', { from: 'wall' }]],
  ],
} satisfies Partial<Record<keyof typeof INVARIANTS, readonly Seed[]>>;

test('[P31] the shipped policy is refused by nothing', () => {
  expect(refusalOf(shipped)).toEqual([]);
});

describe.each(Object.entries<readonly Seed[]>(seeds))('[P31] %s', (invariant, ofInvariant) => {
  const cases = ofInvariant.map(([what, at, ...changes]) => ({ what, at, changes }));
  test.each(cases)('$what is refused by it alone, at its path', ({ at, changes }) => {
    const lines = refusalOf(policyWith(...changes));
    expect(named(lines)).toEqual([invariant]);
    expect(lines.map((line) => line.split(': ')[1])).toContain(at);
  });
});

test('[P31] every invariant has a seeded violation, here or among the facts', () => {
  const among = ['V19', 'V21'];
  const secondPhase = Object.entries(INVARIANTS).flatMap(([id, { check }]) => (check === null ? [id] : []));
  expect(new Set([...Object.keys(seeds), ...among, ...secondPhase])).toEqual(
    new Set(Object.keys(INVARIANTS)),
  );
  expect(secondPhase).toEqual(['V11']);
});

test('[V6] a lowest class too small is named even if phones sent it', () => {
  const path = 'V6: capture.people_edges';
  expect(refusalOf(policyWith(['capture.people_edges', [0, 1, 5, 10, 20]]))).toContain(
    `${path}: the first class ends under 1: 0 and 4 must be the same byte`,
  );
  expect(refusalOf(policyWith(['capture.people_edges', [5, 10, 20]]))).toContain(
    `${path}: lower edges start at 0 and grow`,
  );
});

test('[V8] the space, the regime and the limit under which a class would tell too much are named', () => {
  const told = 'ER-2 by day, limit 14: the top class hides 10 occupancies';
  expect(refusalOf(policyWith(['rest.hide_at_least', 8]))).toContain(
    `V8: roles.wall.rest.free_edges: ${told}`,
  );
});
