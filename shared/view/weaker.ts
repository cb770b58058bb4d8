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
  bedSchema,
  exactBedsSchema,
  exactRestSpaceSchema,
  freeBedsClassSchema,
  queueSchema,
  requestSchema,
  restSpaceBandSchema,
  restSpaceDoorSchema,
} from './services.ts';

// The list of each audience: what is not on it cannot be sent to it (PRV-41). One row each, as in PRIVACY section 13.

export const hospitalEntitySchema = z.discriminatedUnion('kind', [
  sectorSchema,
  surfaceSituationSchema,
  metroSectorSchema,
  undergroundSituationSchema,
  restSpaceBandSchema,
  exactBedsSchema,
  bedSchema,
  requestSchema,
]);

export const coordinationEntitySchema = z.discriminatedUnion('kind', [
  sectorSchema,
  surfaceSituationSchema,
  metroSectorSchema,
  undergroundSituationSchema,
  restSpaceBandSchema,
  exactBedsSchema,
  queueSchema,
]);

/** The hospital mobile teams: the only ones, with the leads, who see zones. */
export const mobileEntitySchema = z.discriminatedUnion('kind', [
  zoneCoverageSchema,
  surfaceSituationSchema,
  metroSectorSchema,
  undergroundSituationSchema,
  restSpaceBandSchema,
  freeBedsClassSchema,
  requestSchema,
]);

/** The transport operator: station groups and doors, nothing of the surface, no bed, no request. */
export const ratpEntitySchema = z.discriminatedUnion('kind', [
  groupSchema,
  undergroundSituationSchema,
  restSpaceDoorSchema,
]);

/** A rest space: its own counter, the wall's coverage, the others' doors, the requests it filed. */
export const restspaceEntitySchema = z.discriminatedUnion('kind', [
  exactRestSpaceSchema,
  sectorSchema,
  metroSectorSchema,
  situationSchema,
  restSpaceBandSchema,
  requestSchema,
]);

/** An outreach team: where there is room, and the requests it filed. Its own tour stays on its phone. */
export const outreachEntitySchema = z.discriminatedUnion('kind', [
  restSpaceBandSchema,
  freeBedsClassSchema,
  requestSchema,
]);
