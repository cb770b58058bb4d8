import { z } from 'zod';
import { instantSchema } from '../../kernel/instant.ts';
import { admissionCodeSchema, bedIdSchema, unitIdSchema } from '../../kernel/ids.ts';

export const originTypeSchema = z.enum(['maraude', 'espace-repos', 'equipe-mobile', 'csapa-cmp', 'urgences']);
export type OriginType = z.infer<typeof originTypeSchema>;

export const admissionNeedSchema = z.enum([
  'sevrage',
  'somatique',
  'psychiatrie',
  'bilan',
  'mise-a-distance',
]);
export type AdmissionNeed = z.infer<typeof admissionNeedSchema>;

export const admissionRefusalReasonSchema = z.enum([
  'hors-criteres',
  'complet',
  'urgence-vitale-vers-sau',
  'doublon',
  'autre',
]);
export type AdmissionRefusalReason = z.infer<typeof admissionRefusalReasonSchema>;

export const redirectionSchema = z.enum([
  'unite-addictologie',
  'csapa',
  'cmp',
  'hopital-de-jour',
  'urgences',
  'autre',
]);
export type Redirection = z.infer<typeof redirectionSchema>;

/** Why an admission takes long; explained, never paused (DOMAIN 6). */
export const delayReasonSchema = z.enum(['effectif', 'aval', 'psychiatrie', 'autre']);
export type DelayReason = z.infer<typeof delayReasonSchema>;

/** Who may be asked beside the D2O beds: a unit of the pack, or a kind of place outside it. */
export const destinationSchema = z.union([unitIdSchema, redirectionSchema.exclude(['unite-addictologie'])]);
export type Destination = z.infer<typeof destinationSchema>;

const code = admissionCodeSchema;

/** A request is a code and a clock, no person (PRV-30): no zone, station, identity, sex, age or text. */
export const admissionCommandSchema = z.discriminatedUnion('type', [
  /** `requestedAt` is the moment the team asks, also when recorded offline: it starts the 24 h. The origin is checked against the session's role. */
  z.strictObject({
    type: z.literal('RequestAdmission'),
    origin: originTypeSchema,
    needs: z
      .array(admissionNeedSchema)
      .max(admissionNeedSchema.options.length)
      .refine((needs) => new Set(needs).size === needs.length, { message: 'a need is given once' }),
    requestedAt: instantSchema,
  }),
  z.strictObject({ type: z.literal('AcknowledgeRequest'), code }),
  z.strictObject({ type: z.literal('AssessRequest'), code }),
  /** Accepts the request on this bed, which is held for it. One live hold per bed, one per request. */
  z.strictObject({ type: z.literal('ReserveBed'), code, bed: bedIdSchema }),
  z.strictObject({ type: z.literal('RenewReservation'), code }),
  z.strictObject({ type: z.literal('ReleaseReservation'), code }),
  z.strictObject({ type: z.literal('DepartForWard'), code }),
  z.strictObject({ type: z.literal('AdmitPerson'), code }),
  z.strictObject({ type: z.literal('ExplainDelay'), code, reason: delayReasonSchema }),
  /** Several may be asked at once, beside the D2O beds: the first that accepts closes the others. */
  z.strictObject({ type: z.literal('AskDestination'), code, destination: destinationSchema }),
  z.strictObject({ type: z.literal('AcceptAtDestination'), code, destination: destinationSchema }),
  z.strictObject({
    type: z.literal('DeclineAtDestination'),
    code,
    destination: destinationSchema,
    reason: admissionRefusalReasonSchema,
  }),
  /** The person is where the request was accepted, outside the D2O beds: that closes it. */
  z.strictObject({ type: z.literal('ConfirmArrival'), code }),
  z.strictObject({ type: z.literal('RedirectRequest'), code, to: redirectionSchema }),
  z.strictObject({ type: z.literal('RefuseRequest'), code, reason: admissionRefusalReasonSchema }),
  /** The person's own choice. */
  z.strictObject({ type: z.literal('WithdrawRequest'), code }),
  z.strictObject({ type: z.literal('LoseRequest'), code }),
]);
export type AdmissionCommand = z.infer<typeof admissionCommandSchema>;

/** Issued by the server's own clock, never received from outside. */
export type AdmissionTimer =
  | { type: 'ExpireReservation'; code: z.infer<typeof code>; until: z.infer<typeof instantSchema> }
  | { type: 'CloseSilentRequest'; code: z.infer<typeof code> };
