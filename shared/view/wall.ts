import { z } from 'zod';
import { metroSectorSchema, sectorSchema, situationSchema } from './coverage.ts';
import { freeBedsClassSchema, queueSchema, wallRestSpaceSchema } from './offered.ts';

/** Everything a wall may ever receive. */
export const wallEntitySchema = z.discriminatedUnion('kind', [
  sectorSchema,
  metroSectorSchema,
  situationSchema,
  wallRestSpaceSchema,
  freeBedsClassSchema,
  queueSchema,
]);
export type WallEntity = z.infer<typeof wallEntitySchema>;
