import { z } from 'zod';
import { needSchema } from '../domain/pass/commands.ts';
import { localDateSchema } from '../kernel/local-time.ts';

// The language of a release policy: closed keys, bounded values, nothing about whether it is a sound one. That is the
// linter's part (`lint.ts`), so the language is wide enough to say what the linter must refuse, and to refuse it by name.

const word = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/);
const minutes = z.int().min(0).max(1440);
const edgesSchema = z.array(z.int().min(0).max(100)).min(1).max(12);

/** Receives exactly what another role does. */
export const aliasSchema = z.strictObject({ from: word });
export const exactSchema = z.strictObject({ kind: z.literal('exact') });
export const passesSchema = z.strictObject({
  kind: z.literal('passes'),
  partition: word,
  delay_min: z.literal(0),
  fields: z.array(word),
});
export const coverageSchema = z.strictObject({
  kind: z.literal('coverage'),
  partition: word,
  delay_min: minutes,
  from: word,
  show: z.literal('gaps').optional(),
  fields: z.array(word).optional(),
  window: word.optional(),
  tick_min: minutes.optional(),
});
export const restClassesSchema = z.strictObject({
  free_edges: edgesSchema,
  limits: z.tuple([z.literal('day'), z.literal('night')]).optional(),
  tick_min: minutes.min(1),
  from: word,
});
export const bedClassesSchema = z.strictObject({
  edges: edgesSchema,
  tick_min: minutes.min(1),
  from: word,
});
export const queueClassesSchema = z.strictObject({
  wait_edges_h: edgesSchema,
  at_risk: edgesSchema,
  share: word,
  tick_min: minutes.min(1),
  from: word,
});
export const presenceSchema = z.strictObject({ ttl_min: minutes, scope: z.literal('grant') });

const placeViewSchema = z.union([word, aliasSchema, passesSchema, coverageSchema]);

/** What one role receives, by dimension. A key that is not there is nothing. */
export const roleSchema = z.strictObject({
  surface: placeViewSchema.optional(),
  underground: placeViewSchema.optional(),
  rest: z
    .union([
      word,
      aliasSchema,
      exactSchema,
      z.strictObject({ own: z.literal('exact'), others: aliasSchema }),
      restClassesSchema,
    ])
    .optional(),
  beds: z.union([word, aliasSchema, exactSchema, bedClassesSchema]).optional(),
  queue: z
    .union([
      word,
      queueClassesSchema,
      z.strictObject({ codes: word.optional(), level: aliasSchema.optional() }),
    ])
    .optional(),
  presence: presenceSchema.optional(),
  missions: z.union([word, z.strictObject({ scope: z.literal('grant') })]).optional(),
  reports: word.optional(),
  own_requests: z
    .strictObject({
      states: z.tuple([z.literal('recue'), z.literal('prise-en-charge'), z.literal('close')]),
      to: z.literal('requester'),
    })
    .optional(),
  ui: z
    .union([
      z.strictObject({ curtain_s: z.int().min(1).max(120), second_factor: z.literal('required') }),
      z.strictObject({
        interaction: z.literal('none'),
        label: z.literal('données différées'),
        /** Second phase. */
        watermark: z.literal('per_display_hour').optional(),
      }),
    ])
    .optional(),
  views: word.optional(),
  audit: word.optional(),
  releases: z.strictObject({ bodies: word, hashes: word }).optional(),
});
export type Role = z.infer<typeof roleSchema>;

/** What stands where an approval will: nobody has approved yet. */
export const TO_CONFIGURE = 'à configurer';
export const approvalSchema = z.strictObject({
  role: z.enum(['dpo', 'representant-terrain']),
  name: z.string().min(3).max(80),
  on: localDateSchema.nullable(),
});

export const policyDraftSchema = z.strictObject({
  policy: z.literal('passerelle-release'),
  version: z.int().min(1),
  /** Who approved this very policy (PRV-60): the hash covers these lines too. */
  approvals: z.array(approvalSchema).max(6),
  zone_set: z.strictObject({
    file: z.literal('zones.json'),
    zone_min_km2: z.number().min(0).max(100),
    sector_min_km2: z.number().min(0).max(100),
    group_min_stations: z.int().min(0).max(50),
  }),
  clock: z.strictObject({
    slot_min: minutes.min(1),
    seal_after_min: minutes,
    coverage_tick_min: minutes.min(1),
    capacity_tick_min: minutes.min(1),
    /** Second phase, as are `uplink_bytes`, `hold`, `silence`, `frame_bytes` and `stats`: read by nothing yet. */
    uplink_slot_min: minutes.optional(),
    uplink_bytes: z.int().min(1).max(65_536).optional(),
  }),
  capture: z.strictObject({
    mode: z.literal('declared'),
    declare_on: z.literal('departure'),
    min_interval_min: z.int().min(1).max(30),
    accept_previous_slots: z.int().min(0).max(2),
    people_edges: edgesSchema,
    needs: z.array(needSchema),
    place_with_number: word,
    free_text: z.strictObject({
      handover_note: z.strictObject({
        max: z.int().min(0).max(500),
        days: z.int().min(0).max(365),
        audience: z.literal('lead'),
      }),
    }),
  }),
  coverage: z.strictObject({
    window: word,
    semantics: z.literal('set'),
    threshold: z.literal(1),
    late: word,
    corrections: word,
  }),
  hold: z.strictObject({ planned_teams_lt: z.int().min(1).max(20) }).optional(),
  silence: z.strictObject({ max_min: minutes }).optional(),
  rest: z.strictObject({
    hide_at_least: z.int().min(0).max(500),
    min_limit_for_classes: z.int().min(0).max(500),
    full: z.literal('immediate'),
    reopen_ticks: z.int().min(2).max(60),
  }),
  request: z.strictObject({
    alphabet: z.literal(31),
    length: z.literal(6),
    target_h: z.literal(24),
    at_risk_h: z.int().min(1).max(24),
    silent_close_days: z.int().min(1).max(7),
    share: z.strictObject({
      weeks: z.literal(4),
      k: z.int().min(0).max(1000),
      round: z.literal(5),
    }),
  }),
  roles: z.record(word, roleSchema),
  frame_bytes: z.record(word, z.int().min(1).max(1_048_576)).optional(),
  stats: z
    .strictObject({
      cell: z.tuple([z.literal('sector'), z.literal('week'), z.literal('people')]),
      k: z.int().min(0).max(1000),
      round: z.literal(5),
      mechanism: z.literal('geometric_noise_first'),
      eps_pass: z.number().positive().max(0.2),
    })
    .optional(),
  /** How long each class of facts may rest: `72h`, `close+72h`. */
  retention: z.record(word, z.string().regex(/^(close\+|end\+)?\d{1,3}(m|h|d|mo)$/)),
  forbidden_forever: z.array(word).max(50),
});
export type PolicyDraft = z.infer<typeof policyDraftSchema>;
