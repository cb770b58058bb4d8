import { z } from 'zod';
import {
  groupSchema,
  metroSectorSchema,
  sectorSchema,
  situationSchema,
  surfaceSituationSchema,
  undergroundSituationSchema,
  zoneCoverageSchema,
} from './coverage.ts';
import {
  alertSchema,
  maraudeSchema,
  missionSchema,
  ownReportSchema,
  stationClosureSchema,
} from './dispatch.ts';
import { freeBedsClassSchema, queueSchema, restSpaceBandSchema, restSpaceDoorSchema } from './offered.ts';
import {
  bedSchema,
  exactBedsSchema,
  exactRestSpaceSchema,
  flowsSchema,
  hospitalTeamSchema,
  housingSchema,
  outingSchema,
  placementSchema,
  requestSchema,
  residencesSchema,
  saturationSchema,
  unitSchema,
  wardWeeksSchema,
} from './services.ts';

// The list of each audience: what is not on it cannot be sent to it (PRV-41). One row each, as in PRIVACY section 13.

export const hospitalEntitySchema = z.discriminatedUnion('kind', [
  sectorSchema,
  surfaceSituationSchema,
  metroSectorSchema,
  undergroundSituationSchema,
  restSpaceBandSchema,
  saturationSchema,
  exactBedsSchema,
  bedSchema,
  wardWeeksSchema,
  requestSchema,
  unitSchema,
  hospitalTeamSchema,
  outingSchema,
  housingSchema,
  residencesSchema,
  placementSchema,
  flowsSchema,
]);

export const coordinationEntitySchema = z.discriminatedUnion('kind', [
  sectorSchema,
  surfaceSituationSchema,
  metroSectorSchema,
  undergroundSituationSchema,
  restSpaceBandSchema,
  saturationSchema,
  exactBedsSchema,
  queueSchema,
  unitSchema,
  hospitalTeamSchema,
  housingSchema,
  residencesSchema,
  flowsSchema,
]);

/** The hospital mobile teams: the only ones, with the leads, who see zones. */
export const mobileEntitySchema = z.discriminatedUnion('kind', [
  zoneCoverageSchema,
  surfaceSituationSchema,
  metroSectorSchema,
  undergroundSituationSchema,
  restSpaceBandSchema,
  saturationSchema,
  freeBedsClassSchema,
  requestSchema,
  unitSchema,
  hospitalTeamSchema,
  outingSchema,
  placementSchema,
]);

/** The transport operator: station groups and doors, what its post asked for; nothing of the surface, no bed, no request. */
export const ratpEntitySchema = z.discriminatedUnion('kind', [
  groupSchema,
  undergroundSituationSchema,
  restSpaceDoorSchema,
  ownReportSchema,
  stationClosureSchema,
]);

/** A rest space: its own counter, the wall's coverage, the others' doors, the requests it filed. */
export const restspaceEntitySchema = z.discriminatedUnion('kind', [
  exactRestSpaceSchema,
  sectorSchema,
  metroSectorSchema,
  situationSchema,
  restSpaceBandSchema,
  saturationSchema,
  requestSchema,
]);

/** An outreach team: where there is room, the requests it filed, its own missions. Its own tour stays on its phone. */
export const outreachEntitySchema = z.discriminatedUnion('kind', [
  restSpaceBandSchema,
  saturationSchema,
  freeBedsClassSchema,
  requestSchema,
  hospitalTeamSchema,
  outingSchema,
  missionSchema,
  maraudeSchema,
  alertSchema,
  stationClosureSchema,
]);
