import { z } from 'zod';
import {
  metroSectorIdSchema,
  sectorIdSchema,
  stationGroupIdSchema,
  windowIdSchema,
  zoneIdSchema,
} from '../kernel/ids.ts';
import { instantSchema } from '../kernel/instant.ts';
import { localDateSchema } from '../kernel/local-time.ts';

/** `fin proche` is not a state: the screen derives it from the clock alone. */
export const coverageCellStateSchema = z.enum([
  'passe',
  'a-couvrir',
  'manque',
  'non-du',
  'pas-encore-diffuse',
]);
export type CoverageCellState = z.infer<typeof coverageCellStateSchema>;

const cells = z.array(z.strictObject({ window: windowIdSchema, state: coverageCellStateSchema })).max(4);

// Areas carry words only: a set ("visited at least once this half-day"), never a count, a class or a team (PRV-3, 16).

export const zoneCoverageSchema = z.strictObject({
  kind: z.literal('zone-coverage'),
  id: zoneIdSchema,
  cells,
});
export const sectorSchema = z.strictObject({ kind: z.literal('sector'), id: sectorIdSchema, cells });
export const groupSchema = z.strictObject({ kind: z.literal('group'), id: stationGroupIdSchema, cells });
export const metroSectorSchema = z.strictObject({
  kind: z.literal('metro-sector'),
  id: metroSectorIdSchema,
  cells,
});

const situation = {
  day: localDateSchema,
  describes: instantSchema.nullable(),
  releasedAt: instantSchema.nullable(),
  /** Four hexadecimal digits of the released bytes: two screens that show the same mark show the same thing. */
  mark: z.string().regex(/^[0-9A-F]{4}$/),
};

/** What the coverage above describes: the end of the last half-hour released, and the operational day. */
export const situationSchema = z.strictObject({ kind: z.literal('situation'), ...situation });
/** The same where surface and underground are released after two delays. */
export const surfaceSituationSchema = z.strictObject({ kind: z.literal('situation-surface'), ...situation });
export const undergroundSituationSchema = z.strictObject({
  kind: z.literal('situation-souterrain'),
  ...situation,
});

/** Every coverage entity, for the code that makes them; each audience's list says which ones it may receive. */
export type CoverageEntity =
  | z.infer<typeof zoneCoverageSchema>
  | z.infer<typeof sectorSchema>
  | z.infer<typeof groupSchema>
  | z.infer<typeof metroSectorSchema>
  | z.infer<typeof situationSchema>
  | z.infer<typeof surfaceSituationSchema>
  | z.infer<typeof undergroundSituationSchema>;
