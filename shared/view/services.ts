import { z } from 'zod';
import {
  admissionNeedSchema,
  delayReasonSchema,
  destinationSchema,
  originTypeSchema,
} from '../domain/admission/commands.ts';
import { bedClosureReasonSchema } from '../domain/bed/commands.ts';
import { availabilitySchema, outingRefusalReasonSchema } from '../domain/hospital-team/commands.ts';
import { housingLineSchema } from '../domain/housing/commands.ts';
import {
  placementEndSchema,
  placementStepSchema,
  regionSchema,
  residenceConditionSchema,
  residenceKindSchema,
  sendingSchema,
} from '../domain/placement/commands.ts';
import { closureReasonSchema, regimeSchema } from '../domain/rest-space/commands.ts';
import { likelihoodSchema } from '../forecast/bands.ts';
import { count } from '../kernel/count.ts';
import {
  admissionCodeSchema,
  bedIdSchema,
  commandIdSchema,
  hospitalTeamIdSchema,
  placementCodeSchema,
  restSpaceIdSchema,
  unitIdSchema,
} from '../kernel/ids.ts';
import { instantSchema } from '../kernel/instant.ts';
import { localDateSchema } from '../kernel/local-time.ts';
import { restSpaceServiceSchema } from '../kernel/rest-space-service.ts';
import { slotSchema } from '../kernel/slot.ts';
import { jauges } from './offered.ts';

/** A space exactly: its own staff, and the leads (PRV-25). */
export const exactRestSpaceSchema = z.strictObject({
  kind: z.literal('rest-space'),
  id: restSpaceIdSchema,
  state: z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('ouvert'),
      present: count(1000, 'people inside'),
      regime: regimeSchema,
      declaredFull: z.boolean(),
      services: z.array(restSpaceServiceSchema).max(restSpaceServiceSchema.options.length),
      /** The departures seen outnumber the arrivals: a recount is asked for. */
      belowZero: z.boolean(),
      /** Since when the count stands at the saturation threshold: saturated after five minutes of it (RSP-16). */
      saturatingSince: instantSchema.nullable(),
    }),
    z.strictObject({
      kind: z.literal('ferme'),
      reason: closureReasonSchema,
      until: instantSchema.nullable(),
    }),
    z.strictObject({ kind: z.literal('jamais-recu') }),
  ]),
  ...jauges,
  lastSignAt: instantSchema.nullable(),
  /** The last day whose sheet was filed. */
  sheetOf: localDateSchema.nullable(),
});

const beds = (what: string) => count(99, what);

/** The ward in numbers: hospital, coordination, leads (PRV-29). */
export const exactBedsSchema = z.strictObject({
  kind: z.literal('beds'),
  installed: beds('beds installed'),
  available: beds('beds available'),
  reserved: beds('beds reserved'),
  occupied: beds('beds occupied'),
  cleaning: beds('beds being cleaned'),
  closed: beds('beds closed, cleaning apart'),
  /** Added in a surge, in any state, outside `installed`; and the free ones among them. */
  surge: beds('beds added in a surge'),
  surgeAvailable: beds('beds added in a surge and available'),
  confirmedAt: instantSchema.nullable(),
});

/** One bed: the hospital alone. */
export const bedSchema = z.strictObject({
  kind: z.literal('bed'),
  id: bedIdSchema,
  /** Added in a surge: outside the sum of the installed beds. */
  surge: z.boolean(),
  /** The last change can be taken back. */
  undoable: z.boolean(),
  state: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('disponible'), since: instantSchema }),
    z.strictObject({
      kind: z.literal('reserve'),
      since: instantSchema,
      code: admissionCodeSchema,
      until: instantSchema,
      renewals: count(5, 'renewals of a hold'),
    }),
    z.strictObject({
      kind: z.literal('occupe'),
      since: instantSchema,
      /** The last day on which each assessment was done; a day that is not today is not ticked. */
      assessed: z.strictObject({
        addictologie: localDateSchema.nullable(),
        somatique: localDateSchema.nullable(),
        psychiatrie: localDateSchema.nullable(),
      }),
    }),
    z.strictObject({ kind: z.literal('menage'), since: instantSchema }),
    z.strictObject({
      kind: z.literal('ferme'),
      since: instantSchema,
      reason: bedClosureReasonSchema,
      reopensAt: instantSchema.nullable(),
    }),
  ]),
});

/** An addictology unit: counts by state, when it last said so (PRV-61). */
export const unitSchema = z.strictObject({
  kind: z.literal('unit'),
  id: unitIdSchema,
  report: z
    .strictObject({
      free: beds('beds free'),
      occupied: beds('beds occupied'),
      closed: beds('beds closed'),
      confirmedAt: instantSchema,
    })
    .nullable(),
});

/** A hospital mobile team: whether it may be asked for. */
export const hospitalTeamSchema = z.strictObject({
  kind: z.literal('hospital-team'),
  id: hospitalTeamIdSchema,
  report: z
    .strictObject({ availability: availabilitySchema, next: slotSchema.nullable(), saidAt: instantSchema })
    .nullable(),
});

/** A joint outing asked of a hospital mobile team: its life, and neither who asked nor where. */
export const outingSchema = z.strictObject({
  kind: z.literal('outing'),
  id: commandIdSchema,
  hospitalTeam: hospitalTeamIdSchema,
  askedAt: instantSchema,
  /** The end of the shift in which it was asked: the answer is owed by then. */
  answerBy: instantSchema,
  state: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('demandee') }),
    z.strictObject({ kind: z.literal('acceptee'), at: instantSchema }),
    z.strictObject({ kind: z.literal('refusee'), at: instantSchema, reason: outingRefusalReasonSchema }),
    z.strictObject({ kind: z.literal('faite'), at: instantSchema }),
    z.strictObject({ kind: z.literal('retiree'), at: instantSchema }),
  ]),
});

const housed = (what: string) => count(2_000, what);

/** A line of housing as one total of the network (PRV-61). `free` = capacity - taken - blocked. */
export const housingSchema = z.strictObject({
  kind: z.literal('housing'),
  id: housingLineSchema,
  report: z
    .strictObject({
      capacity: housed('places'),
      taken: housed('places taken'),
      blocked: housed('places blocked'),
      free: housed('places free'),
      exitsThisWeek: housed('people who left this week'),
      confirmedAt: instantSchema,
    })
    .nullable(),
});

/** What establishments of one kind in one region say they have. */
export const residencesSchema = z.strictObject({
  kind: z.literal('residences'),
  region: regionSchema,
  residence: residenceKindSchema,
  establishments: count(99, 'establishments'),
  free: count(200, 'places free'),
  conditions: z.array(residenceConditionSchema).max(residenceConditionSchema.options.length),
  confirmedAt: instantSchema,
});

/** A placement outside the region as those who act on it see it: a code and a clock, no person (PRV-61). */
export const placementSchema = z.strictObject({
  kind: z.literal('placement'),
  code: placementCodeSchema,
  sending: sendingSchema,
  expertSupport: z.boolean(),
  openedAt: instantSchema,
  step: placementStepSchema,
  stepSince: instantSchema,
  asked: z
    .array(
      z.strictObject({
        region: regionSchema,
        residence: residenceKindSchema,
        answer: z.enum(['en-attente', 'acceptee', 'refusee', 'sans-objet']),
      }),
    )
    .max(60),
  end: placementEndSchema.nullable(),
  closedAt: instantSchema.nullable(),
});

export const continuumStageSchema = z.enum([
  'rencontres',
  'visites',
  'demandes',
  'admissions',
  'reorientations',
  'autres-fins',
  'placements',
  'entrees-hors-region',
]);
export type ContinuumStage = z.infer<typeof continuumStageSchema>;

/**
 * The chain of one month in figures, fewer than eleven said as `null` (PRV-23); a second one is hidden where the others
 * would give it away (PRV-24). A stage that nothing feeds is not in the list.
 */
export const flowsSchema = z.strictObject({
  kind: z.literal('flows'),
  month: z.string().regex(/^\d{4}-\d{2}$/),
  closed: z.boolean(),
  stages: z
    .array(z.strictObject({ stage: continuumStageSchema, count: count(99_999, 'of the month').nullable() }))
    .max(continuumStageSchema.options.length),
});
export type Flows = z.infer<typeof flowsSchema>;

/**
 * How likely a space is to be *complet* in the next two hours, said at each half-hour to those who are told its class,
 * from released classes alone. Not there where the back-test did not beat simpler guesses.
 */
export const saturationSchema = z.strictObject({
  kind: z.literal('saturation'),
  id: restSpaceIdSchema,
  at: instantSchema,
  withinTwoHours: likelihoodSchema,
  basis: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('meme-jour'), weeks: count(8, 'weeks') }),
    z.strictObject({ kind: z.literal('tous-les-jours'), days: count(56, 'days') }),
  ]),
  /** Its mean squared error in the back-test, on the law of the demonstration, and beside it that of two simpler guesses. */
  error: z.strictObject({
    ours: count(10_000, 'ten-thousandths: 0 is never wrong, 2 500 a coin'),
    sameAsNow: count(10_000, 'ten-thousandths'),
    sameAsLastWeek: count(10_000, 'ten-thousandths'),
  }),
});

const weekly = (what: string) => count(999, what);

/** The ward's last weeks, from which the hospital's screen foresees which request will not make its 24 h. */
export const wardWeeksSchema = z.strictObject({
  kind: z.literal('ward-weeks'),
  weeks: z
    .array(
      z.strictObject({
        monday: localDateSchema,
        discharged: weekly('discharges'),
        admitted: z.strictObject({
          '<6': weekly('admissions'),
          '6-12': weekly('admissions'),
          '12-18': weekly('admissions'),
          '18-24': weekly('admissions'),
          '>24': weekly('admissions'),
        }),
      }),
    )
    .max(5),
});

export const requestStepSchema = z.enum([
  'demandee',
  'vue',
  'en-evaluation',
  'acceptee',
  'en-route',
  'admise',
  'reorientee',
  'refusee',
  'retiree',
  'perdue-de-vue',
]);

/** A request as those who act on it see it: a code and a clock, no person, no place, no post (PRV-30, 31). */
export const requestSchema = z.strictObject({
  kind: z.literal('request'),
  code: admissionCodeSchema,
  origin: originTypeSchema,
  /** What care is asked for; not the needs of a pass, which leads alone may know. */
  care: z.array(admissionNeedSchema).max(admissionNeedSchema.options.length),
  requestedAt: instantSchema,
  step: requestStepSchema,
  /** Why it takes long, each reason once, in the order in which they were given. */
  delays: z.array(delayReasonSchema).max(delayReasonSchema.options.length),
  /** Asked beside the D2O beds. */
  destinations: z
    .array(
      z.strictObject({
        destination: destinationSchema,
        answer: z.enum(['en-attente', 'acceptee', 'refusee', 'sans-objet']),
      }),
    )
    .max(15),
  closedAt: instantSchema.nullable(),
});
