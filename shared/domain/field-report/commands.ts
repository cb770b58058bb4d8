import { z } from 'zod';
import { commandIdSchema } from '../../kernel/ids.ts';
import { instantSchema } from '../../kernel/instant.ts';
import { peopleClassSchema, placeSchema } from '../pass/commands.ts';

/** Who noticed. Residents never write here themselves: the coordination desk types for them (DOMAIN 4). */
export const reportOriginSchema = z.enum(['ratp', 'riverain', 'commerce', 'mairie', 'partenaire', 'maraude']);
export type ReportOrigin = z.infer<typeof reportOriginSchema>;

export const reportKindSchema = z.enum([
  'personne-en-difficulte',
  'groupe',
  'arret-non-marque',
  'materiel-a-ramasser',
  'autre',
]);
export type ReportKind = z.infer<typeof reportKindSchema>;

/** To whom a report is given: the kind alone; which team goes is a mission (DOMAIN 4, PRV-37). */
export const assigneeSchema = z.enum(['maraude', 'uasa', 'mediation', 'equipe-mobile']);
export type Assignee = z.infer<typeof assigneeSchema>;

export const reportOutcomeSchema = z.enum([
  'rencontre',
  'personne-partie',
  'infonde',
  'hors-perimetre',
  'mediation',
]);
export type ReportOutcome = z.infer<typeof reportOutcomeSchema>;

/** A report is named by the random id of the command that filed it. */
const report = commandIdSchema;

export const fieldReportCommandSchema = z.discriminatedUnion('type', [
  /** Two reports of the same place within half an hour are one. `seenAt`: when it was noticed, also without network. */
  z.strictObject({
    type: z.literal('FileReport'),
    origin: reportOriginSchema,
    place: placeSchema,
    kind: reportKindSchema,
    people: peopleClassSchema,
    seenAt: instantSchema,
  }),
  z.strictObject({ type: z.literal('AcknowledgeReport'), report }),
  z.strictObject({ type: z.literal('AssignReport'), report, to: assigneeSchema }),
  z.strictObject({ type: z.literal('UnassignReport'), report }),
  /** Someone is there. */
  z.strictObject({ type: z.literal('ReachReport'), report }),
  z.strictObject({ type: z.literal('CloseReport'), report, outcome: reportOutcomeSchema }),
  /** Who filed it says that the situation is over. */
  z.strictObject({ type: z.literal('WithdrawReport'), report }),
]);
export type FieldReportCommand = z.infer<typeof fieldReportCommandSchema>;
