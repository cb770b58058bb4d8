import { z } from 'zod';
import {
  bedIdSchema,
  hospitalTeamIdSchema,
  metroSectorIdSchema,
  ratpPostIdSchema,
  restSpaceIdSchema,
  sectorIdSchema,
  stationGroupIdSchema,
  stationIdSchema,
  teamIdSchema,
  territoryIdSchema,
  unitIdSchema,
  windowIdSchema,
  zoneIdSchema,
} from '../kernel/ids.ts';
import { localHourSchema } from '../kernel/local-time.ts';
import { restSpaceServiceSchema } from '../kernel/rest-space-service.ts';

// The pack is configuration read once at start. It is the only schema that holds a point or a cell: they are read by
// drawing code and by the pack's own checks, never by a command, an event, a view or a message (PRV-1).

const name = z.string().min(1).max(60);
const point = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]);
const cell = z.string().regex(/^89[0-9a-f]{13}$/);
/** Where a fact comes from; `a-configurer` marks a placeholder that says it is one on every screen (DOMAIN 13). */
const origin = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('source'), source: z.string().min(3).max(200) }),
  z.strictObject({ kind: z.literal('a-configurer') }),
  z.strictObject({ kind: z.literal('sim') }),
]);

export const surfaceSchema = z.strictObject({
  resolution: z.literal(9),
  sectors: z
    .array(
      z.strictObject({
        id: sectorIdSchema,
        name,
        /** What the wall writes: `18` in bold, `E` in regular. */
        code: z.strictObject({
          number: z.string().min(1).max(6),
          cardinal: z.enum(['', 'N', 'S', 'E', 'O']),
        }),
      }),
    )
    .min(1),
  zones: z
    .array(
      z.strictObject({
        id: zoneIdSchema,
        name,
        sector: sectorIdSchema,
        label: point,
        cells: z.array(cell).min(1),
      }),
    )
    .min(1),
});

export const undergroundSchema = z.strictObject({
  metroSectors: z
    .array(z.strictObject({ id: metroSectorIdSchema, name, code: z.string().min(1).max(8) }))
    .min(1),
  groups: z
    .array(z.strictObject({ id: stationGroupIdSchema, name, metroSector: metroSectorIdSchema }))
    .min(1),
  stations: z
    .array(
      z.strictObject({
        id: stationIdSchema,
        name,
        lines: z.array(z.string().regex(/^(M\d{1,2}(bis)?|RER [A-E]|T\d{1,2}[ab]?)$/)).min(1),
        group: stationGroupIdSchema,
        /** For pickers and drawing only: a pass in a station never sets its zone (PRV-8). */
        zone: zoneIdSchema,
        point,
      }),
    )
    .min(1),
});

const jauge = z.int().min(1).max(500);

export const restSpaceFactsSchema = z.strictObject({
  id: restSpaceIdSchema,
  name: z.strictObject({ value: name, origin }),
  /** Limit of people inside at once, by regime. */
  jaugeJour: z.strictObject({ value: jauge, origin }),
  jaugeNuit: z.strictObject({ value: jauge, origin }),
  hours: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('continu'), origin }),
    z.strictObject({ kind: z.literal('plage'), opens: localHourSchema, closes: localHourSchema, origin }),
  ]),
  /** What it may offer inside. */
  services: z.strictObject({
    value: z.array(restSpaceServiceSchema).max(restSpaceServiceSchema.options.length),
    origin,
  }),
  /** The spaces to name to somebody for whom there is no room here: first the one to name first. */
  towards: z.strictObject({ value: z.array(restSpaceIdSchema).max(20), origin }),
  validFrom: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
  validTo: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/)
    .nullable(),
});
export type RestSpaceFacts = z.infer<typeof restSpaceFactsSchema>;

const orientationTargetSchema = z.strictObject({
  kind: z.enum(['consultation', 'csapa', 'cmp', 'hopital-de-jour', 'urgences']),
  name: z.strictObject({ value: name, origin }),
  hours: z.strictObject({ value: name, origin }),
});

export const servicesSchema = z.strictObject({
  restSpaces: z.array(restSpaceFactsSchema).min(1),
  ward: z.strictObject({
    name: z.strictObject({ value: name, origin }),
    beds: z.strictObject({ value: z.array(bedIdSchema).min(1).max(99), origin }),
  }),
  units: z.array(z.strictObject({ id: unitIdSchema, name: z.strictObject({ value: name, origin }) })),
  hospitalTeams: z.array(
    z.strictObject({ id: hospitalTeamIdSchema, name: z.strictObject({ value: name, origin }) }),
  ),
  /** Where a person may be directed besides, by kind, with its hours as they are said (DOMAIN 2, S05). */
  directory: z.array(orientationTargetSchema).max(60),
  /** Regions of the care outside Île-de-France: the list is the pack's, and each says whether it takes part. */
  regions: z
    .array(
      z.strictObject({
        id: z.string().regex(/^[A-Z]{3}$/),
        insee: z.string().regex(/^\d{2}$/),
        name,
        status: z.enum(['participe', 'a-confirmer']),
        origin,
      }),
    )
    .min(1)
    .max(12),
});

/** International form: a link dials it from anywhere. Null until somebody configures it: one that is not known is never made up. */
const phone = z.strictObject({
  value: z
    .string()
    .regex(/^\+[1-9]\d{7,14}$/)
    .nullable(),
  origin,
});

export const teamsSchema = z.strictObject({
  /** Where a team or a post calls its coordination. */
  coordinationPhone: phone,
  teams: z
    .array(
      z.strictObject({
        id: teamIdSchema,
        operator: z.strictObject({ value: name, origin }),
        /** The one that the team carries. */
        phone,
        undergroundAllowed: z.boolean(),
      }),
    )
    .min(1)
    .max(20),
  /** Posts of the transport operator that may ask for a presence at a station. */
  ratpPosts: z
    .array(z.strictObject({ id: ratpPostIdSchema, name: z.strictObject({ value: name, origin }), phone }))
    .max(20),
});

export const rhythmSchema = z.strictObject({
  timezone: z.string().regex(/^[A-Z][A-Za-z_]+\/[A-Z][A-Za-z_]+$/),
  /** Half-day windows in the order of the day: every sector and station group is due once in each. */
  windows: z
    .array(z.strictObject({ id: windowIdSchema, name, from: localHourSchema, to: localHourSchema }))
    .min(1)
    .max(4),
  regimes: z.strictObject({ jour: localHourSchema, nuit: localHourSchema }),
  releves: z.array(localHourSchema).min(1),
  thresholds: z.strictObject({
    tenduPercent: z.int().min(1).max(100),
    saturePercent: z.int().min(1).max(100),
    /** An open space that neither counts nor confirms for this long is stale. */
    restSpaceCadenceMin: z.int().min(1).max(1440),
    wardCadenceMin: z.int().min(1).max(2880),
    /** How often each is expected to say that it is still right: a unit, a mobile team, a line of housing, residences. */
    unitCadenceMin: z.int().min(1).max(10_080),
    hospitalTeamCadenceMin: z.int().min(1).max(10_080),
    housingCadenceMin: z.int().min(1).max(10_080),
    residencesCadenceMin: z.int().min(1).max(44_640),
    holdMin: z.int().min(1).max(1440),
    holdRenewalMin: z.int().min(1).max(1440),
    holdRenewals: z.int().min(0).max(5),
    windowEndsSoonMin: z.int().min(1).max(240),
    /** Hours that a request has waited: to be planned, at risk, last call. Late is 24 h, which is not the pack's to say. */
    prevoirAfterH: z.int().min(1).max(23),
    atRiskAfterH: z.int().min(1).max(23),
    lastCallAfterH: z.int().min(1).max(23),
    /** Two reports of one place are one within this; unacknowledged after that it calls; without a sign it expires. */
    reportMergeMin: z.int().min(1).max(240),
    reportAcknowledgeMin: z.int().min(1).max(240),
    reportExpiresMin: z.int().min(1).max(720),
    /** A team on the surface without a sign: it is asked, then it calls, then it calls louder. */
    silentPromptMin: z.int().min(1).max(240),
    silentWarnMin: z.int().min(1).max(240),
    silentMin: z.int().min(1).max(240),
    /** After the announced exit from underground. */
    exitGraceMin: z.int().min(0).max(120),
    holdEndsSoonMin: z.int().min(1).max(240),
    cleaningMin: z.int().min(1).max(1440),
    /** An open space that says nothing for this long. */
    restSpaceSilentMin: z.int().min(1).max(1440),
    /** A due pass that nobody planned is in peril this long before its half-day ends. */
    perilMin: z.int().min(1).max(240),
  }),
});

export const territoryNameSchema = z.strictObject({
  id: territoryIdSchema,
  name,
  /** What the wall's header writes. */
  shortName: z.string().min(1).max(12),
});

/** Everything a territory is, checked: the product knows no other fact about a city. */
export const territorySchema = z.strictObject({
  ...territoryNameSchema.shape,
  surface: surfaceSchema,
  underground: undergroundSchema,
  services: servicesSchema,
  teams: teamsSchema.shape.teams,
  ratpPosts: teamsSchema.shape.ratpPosts,
  coordinationPhone: teamsSchema.shape.coordinationPhone,
  rhythm: rhythmSchema,
});
export type Territory = z.infer<typeof territorySchema>;
