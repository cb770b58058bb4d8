import { z } from 'zod';
import { needSchema } from '../domain/pass/commands.ts';

// The release policy is data: who may receive which value, when, for how long. Only the parts that code reads are
// typed closely; every key is closed all the same, so that a word added to the file is refused until it means something.

const minutes = z.int().min(0).max(1440);
const edges = z.array(z.int().min(0).max(100)).min(1);
const from = z.strictObject({ from: z.enum(['wall', 'hospital']) });

const passes = (partition: 'zones' | 'stations') =>
  z.strictObject({
    kind: z.literal('passes'),
    partition: z.literal(partition),
    delay_min: z.literal(0),
    fields: z.tuple([z.literal('slot'), z.literal('people'), z.literal('needs')]),
  });
const exact = z.strictObject({ kind: z.literal('exact') });

const coverage = <Partition extends string, From extends string>(partition: Partition, source: From) => ({
  kind: z.literal('coverage'),
  partition: z.literal(partition),
  delay_min: minutes,
  from: z.literal(source),
});

export const policySchema = z.strictObject({
  policy: z.literal('passerelle-release'),
  version: z.int().min(1),
  zone_set: z.strictObject({
    file: z.string().regex(/^[a-z-]+\.json$/),
    zone_min_km2: z.number().min(1),
    sector_min_km2: z.number().min(2.4),
    group_min_stations: z.int().min(3),
  }),
  clock: z.strictObject({
    slot_min: z.literal(30),
    seal_after_min: z.literal(30),
    coverage_tick_min: z.literal(30),
    capacity_tick_min: z.literal(1),
  }),
  capture: z.strictObject({
    mode: z.literal('declared'),
    declare_on: z.literal('departure'),
    min_interval_min: z.int().min(1).max(30),
    accept_previous_slots: z.int().min(0).max(4),
    people_edges: z.tuple([z.literal(0), z.literal(5), z.literal(10), z.literal(20)]),
    needs: z.array(needSchema),
    place_with_number: z.literal('forbidden'),
    free_text: z.strictObject({
      handover_note: z.strictObject({
        max: z.int().max(500),
        days: z.int().max(7),
        audience: z.literal('lead'),
      }),
    }),
  }),
  coverage: z.strictObject({
    window: z.literal('half_day'),
    semantics: z.literal('set'),
    threshold: z.literal(1),
    late: z.literal('ignore'),
    corrections: z.literal('never'),
  }),
  rest: z.strictObject({
    hide_at_least: z.int().min(11),
    min_limit_for_classes: z.int().min(11),
    full: z.literal('immediate'),
    reopen_ticks: z.int().min(2),
  }),
  request: z.strictObject({
    alphabet: z.literal(31),
    length: z.literal(6),
    target_h: z.literal(24),
    at_risk_h: z.int().min(1).max(24),
    silent_close_days: z.int().min(1),
    share: z.strictObject({ weeks: z.literal(4), k: z.int().min(11), round: z.literal(5) }),
  }),
  roles: z.strictObject({
    lead: z.strictObject({
      surface: passes('zones'),
      underground: passes('stations'),
      presence: z.strictObject({ ttl_min: z.int().max(45), scope: z.literal('grant') }),
      missions: z.strictObject({ scope: z.literal('grant') }),
      rest: exact,
      beds: exact,
      queue: z.strictObject({ codes: z.literal('own_operator'), level: from }),
      ui: z.strictObject({ curtain_s: z.int().max(120), second_factor: z.literal('required') }),
    }),
    coordination: z.strictObject({
      surface: from,
      underground: from,
      rest: from,
      beds: exact,
      queue: z.strictObject({ level: from }),
      reports: z.literal('all'),
    }),
    outreach: z.strictObject({
      surface: z.literal('own_tour'),
      underground: z.literal('own_tour'),
      missions: z.literal('own_team'),
      rest: from,
      beds: from,
      queue: z.strictObject({ codes: z.literal('own') }),
    }),
    restspace: z.strictObject({
      surface: from,
      underground: from,
      rest: z.strictObject({ own: z.literal('exact'), others: from }),
      beds: z.literal('none'),
      queue: z.strictObject({ codes: z.literal('own') }),
    }),
    hospital: z.strictObject({
      surface: z.strictObject(coverage('sectors', 'mobile')),
      underground: from,
      rest: z.strictObject({ free_edges: edges, tick_min: z.literal(1), from: z.literal('exact') }),
      beds: exact,
      queue: z.strictObject({ codes: z.literal('all') }),
    }),
    mobile: z.strictObject({
      surface: z.strictObject(coverage('zones', 'seal')),
      underground: from,
      rest: from,
      beds: from,
      queue: z.strictObject({ codes: z.literal('all') }),
    }),
    ratp: z.strictObject({
      surface: z.literal('none'),
      underground: z.strictObject(coverage('groups', 'seal')),
      beds: z.literal('none'),
      queue: z.literal('none'),
      rest: z.strictObject({ free_edges: edges, tick_min: z.literal(5), from: z.literal('wall') }),
      own_requests: z.strictObject({
        states: z.tuple([z.literal('recue'), z.literal('prise-en-charge'), z.literal('close')]),
        to: z.literal('requester'),
      }),
    }),
    wall: z.strictObject({
      surface: z.strictObject({ ...coverage('sectors', 'hospital'), show: z.literal('gaps') }),
      underground: z.strictObject({ ...coverage('metro_sectors', 'ratp'), show: z.literal('gaps') }),
      rest: z.strictObject({
        free_edges: edges,
        limits: z.tuple([z.literal('day'), z.literal('night')]),
        tick_min: z.literal(1),
        from: z.literal('hospital'),
      }),
      beds: z.strictObject({ edges, tick_min: z.literal(1), from: z.literal('exact') }),
      queue: z.strictObject({
        wait_edges_h: edges,
        at_risk: edges,
        share: z.literal('weekly'),
        tick_min: z.literal(1),
        from: z.literal('exact'),
      }),
      ui: z.strictObject({ interaction: z.literal('none'), label: z.literal('données différées') }),
    }),
    admin: z.strictObject({ views: z.literal('none') }),
    auditor: z.strictObject({
      audit: z.literal('all'),
      releases: z.strictObject({ bodies: z.literal('wall'), hashes: z.literal('all') }),
    }),
  }),
  retention: z.record(
    z.enum(['presence', 'r72h', 'request', 'mission', 'note', 'r13m', 'audit', 'backups']),
    z.string().regex(/^(close\+|end\+)?\d{1,3}(m|h|d|mo)$/),
  ),
  forbidden_forever: z
    .array(
      z.enum([
        'coordinate',
        'route',
        'heatmap',
        'pass_export',
        'per_team_history',
        'second_partition',
        'photo',
        'name',
        'police_role',
      ]),
    )
    .length(9),
});
export type Policy = z.infer<typeof policySchema>;
