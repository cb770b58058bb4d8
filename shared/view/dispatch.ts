import { z } from 'zod';
import { alarmKeySchema, shelveReasonSchema } from '../domain/alarm/commands.ts';
import { dutyCellSchema } from '../domain/duty-plan/commands.ts';
import {
  assigneeSchema,
  reportKindSchema,
  reportOriginSchema,
  reportOutcomeSchema,
} from '../domain/field-report/commands.ts';
import { maraudeLevelSchema } from '../domain/maraude/commands.ts';
import { missionReasonSchema } from '../domain/mission/commands.ts';
import { peopleClassSchema, placeSchema } from '../domain/pass/commands.ts';
import { commandIdSchema, stationIdSchema, teamIdSchema } from '../kernel/ids.ts';
import { instantSchema } from '../kernel/instant.ts';
import { prioritySchema } from './wall-memory.ts';

// What a shift lead dispatches with, and what comes back of it to a team and to a post that asked: PRIVACY 9.

export const reportStepSchema = z.enum([
  'recu',
  'accuse',
  'assigne',
  'sur-place',
  'clos',
  'retire',
  'expire',
]);

/** A field report: leads alone, 72 h (PRV-38). */
export const fieldReportSchema = z.strictObject({
  kind: z.literal('report'),
  id: commandIdSchema,
  /** Everyone who noticed, once each: a second report of the same place joins the first. */
  origins: z.array(reportOriginSchema).min(1).max(reportOriginSchema.options.length),
  place: placeSchema,
  what: reportKindSchema,
  people: peopleClassSchema,
  step: reportStepSchema,
  seenAt: instantSchema,
  /** The last time anybody confirmed it or acted on it: without that it decays, and expires. */
  lastSignAt: instantSchema,
  expiresAt: instantSchema.nullable(),
  acknowledgedAt: instantSchema.nullable(),
  to: assigneeSchema.nullable(),
  outcome: reportOutcomeSchema.nullable(),
  closedAt: instantSchema.nullable(),
});

/**
 * What the post that asked is told of it: its steps, no team and no arrival time (PRV-38, UX 4.8). No class of people:
 * that of the report is everybody's who noticed.
 */
export const ownReportSchema = z.strictObject({
  kind: z.literal('own-report'),
  /** The id of the command under which this post first filed it: others who joined the same report have their own. */
  id: commandIdSchema,
  station: stationIdSchema,
  what: reportKindSchema,
  sentAt: instantSchema,
  acknowledgedAt: instantSchema.nullable(),
  /** Somebody was asked to go, or is there: which of the two is not said. */
  underWay: z.boolean(),
  closedAt: instantSchema.nullable(),
  outcome: z.enum(['passage-fait', 'sans-suite', 'hors-perimetre', 'expiree', 'retiree']).nullable(),
});

/** This team, that place: leads and that team (PRV-37). */
export const missionSchema = z.strictObject({
  kind: z.literal('mission'),
  id: commandIdSchema,
  team: teamIdSchema,
  place: placeSchema,
  report: commandIdSchema.nullable(),
  givenAt: instantSchema,
  state: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('donnee') }),
    z.strictObject({ kind: z.literal('prise'), at: instantSchema }),
    z.strictObject({ kind: z.literal('sur-place'), at: instantSchema }),
    z.strictObject({ kind: z.literal('finie'), at: instantSchema }),
    z.strictObject({ kind: z.literal('impossible'), at: instantSchema, reason: missionReasonSchema }),
    z.strictObject({ kind: z.literal('retiree'), at: instantSchema }),
  ]),
});

/** A team's outing of the day: that it is out, since when, and whether its report is in. No place. */
export const maraudeSchema = z.strictObject({
  kind: z.literal('maraude'),
  team: teamIdSchema,
  state: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('pas-commencee') }),
    z.strictObject({ kind: z.literal('ouverte'), since: instantSchema, level: maraudeLevelSchema }),
    z.strictObject({ kind: z.literal('finie'), at: instantSchema, reported: z.boolean() }),
  ]),
});

/** A team pressed Alerte: for leads and that team, until the tour ends. No place: what is still known of one is presence (A1). */
export const alertSchema = z.strictObject({
  kind: z.literal('alert'),
  team: teamIdSchema,
  raisedAt: instantSchema,
  /** A lead has seen it. */
  acknowledgedAt: instantSchema.nullable(),
});

/** A station that the operator says is closed: public, for pickers and for the lead to confirm. */
export const stationClosureSchema = z.strictObject({
  kind: z.literal('station-closure'),
  id: stationIdSchema,
  from: instantSchema,
  until: instantSchema.nullable(),
});

// What follows is memory, or made of it: sent whole, outside the revisions, whenever it changes; never in the log. A
// frame without the field says nothing new of it.

/**
 * Something abnormal that a lead must answer within a time (UX 3.4). What it is about is in its key:
 * `A1:T2` and `A2:T2` a team, `A3:{report}`, `A4:admissions`, `A6:ER-1`, `A7:{area}:{day}:{half-day}` and `A8:` alike,
 * `A11:mur` or a space's tablet, `A12:transport`, `A13:couverture`.
 */
export const alarmSchema = z.strictObject({
  key: alarmKeySchema,
  priority: prioritySchema,
  since: instantSchema,
  state: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('active') }),
    z.strictObject({ kind: z.literal('acquittee'), at: instantSchema }),
    /** It is over, and nobody has said that they saw it. */
    z.strictObject({ kind: z.literal('revenue'), at: instantSchema }),
    z.strictObject({ kind: z.literal('mise-de-cote'), until: instantSchema, reason: shelveReasonSchema }),
  ]),
});

export type AlarmEntity = z.infer<typeof alarmSchema>;

export const planEntitySchema = z.strictObject({ cell: dutyCellSchema, team: teamIdSchema });
export type PlanEntity = z.infer<typeof planEntitySchema>;

/** A team's safety timer: no place in it, so that it outlives the presence (UX 3.4). */
export const safetyEntitySchema = z.strictObject({
  team: teamIdSchema,
  lastSignAt: instantSchema,
  /** The announced exit; null on the surface. */
  exitAt: instantSchema.nullable(),
});
export type SafetyEntity = z.infer<typeof safetyEntitySchema>;

/** What is sent beside the entities, to a team: its own timer, from which its phone asks `Tout va bien ?`; null outside its tour. */
export const outreachMemory = { safety: safetyEntitySchema.nullable().optional() };
