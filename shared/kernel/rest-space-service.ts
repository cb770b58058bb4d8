import { z } from 'zod';

/** What a rest space may offer inside: the pack says what it has, its staff what is on at this moment. */
export const restSpaceServiceSchema = z.enum(['repas', 'douche', 'infirmier', 'acces-aux-droits']);
export type RestSpaceService = z.infer<typeof restSpaceServiceSchema>;
