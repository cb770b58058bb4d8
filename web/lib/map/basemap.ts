import { z } from 'zod';

/**
 * The schematic basemap of a territory pack (`basemap.json`): public geography, drawn or taken from
 * open data. Each family says where its geometry comes from in `source`, in French, for the credits.
 */
const point = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]);
const line = z.array(point).min(2);
const ring = z.array(point).min(3);

function family<Feature extends z.ZodType>(feature: Feature) {
  return z.strictObject({ source: z.string().min(1), features: z.array(feature) });
}

export const basemapSchema = z.strictObject({
  /** `arm`: a narrower course, beside an island or a tributary. */
  seine: family(z.strictObject({ name: z.string(), part: z.enum(['river', 'arm']), line })),
  canals: family(z.strictObject({ name: z.string(), part: z.enum(['canal', 'basin', 'tunnel']), line })),
  /** Closed: what lies inside is drawn a little lighter. */
  peripherique: family(z.strictObject({ name: z.string(), ring })),
  motorways: family(z.strictObject({ name: z.string(), line })),
  rail: family(z.strictObject({ name: z.string(), line })),
  /** `inside`: the park touches the territory and shows through its fill. */
  parks: family(z.strictObject({ name: z.string(), inside: z.boolean(), ring })),
  /** `turn`: degrees clockwise, for a name that follows a river. */
  places: family(z.strictObject({ name: z.string(), turn: z.number(), point })),
  hospitals: family(z.strictObject({ name: z.string(), point })),
  /** One feature per branch of a line, from station to station. */
  metro: family(z.strictObject({ name: z.string(), colour: z.string().regex(/^#[0-9A-F]{6}$/), line })),
  /** Zone names shortened for the map; the table twin has them whole. */
  zoneNames: family(z.strictObject({ zone: z.string(), lines: z.array(z.string()).min(1).max(2) })),
  /**
   * Where the marks of a sector stand: its short code (wall), its plate (console) and the dot inside the
   * sector that the plate's leader points to; without `anchor` the plate stands inside.
   */
  sectorMarks: family(
    z.strictObject({ sector: z.string(), code: point, plate: point, anchor: point.optional() }),
  ),
});

export type Basemap = z.infer<typeof basemapSchema>;
