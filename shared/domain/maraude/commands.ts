import { z } from 'zod';
import { count } from '../../kernel/count.ts';

export const maraudeLevelSchema = z.enum(['surface', 'souterrain', 'mixte']);
export type MaraudeLevel = z.infer<typeof maraudeLevelSchema>;

const figure = (what: string) => count(2_000, what);

/** Articles of the pack's list that a team hands out (DOMAIN 9). */
export const supplySchema = z.enum([
  'kit-base',
  'pipe',
  'embouts',
  'kit-injection',
  'seringues',
  'filtres',
  'eau',
  'preservatifs',
  'gel',
  'recuperateurs',
]);
export type Supply = z.infer<typeof supplySchema>;

/**
 * What one maraude did, once, at its end: counts of the operator's yearly report, without place, team or hour (PRV-35,
 * DOMAIN 9).
 */
export const tourFiguresSchema = z.strictObject({
  encounters: figure('people spoken with'),
  women: figure('women among them'),
  firstTimers: figure('people met for the first time'),
  talks: figure('talks'),
  nursingActs: figure('nursing acts'),
  rightsActs: figure('acts of access to rights'),
  screenings: figure('screenings'),
  escorts: figure('physical escorts'),
  syringesCollected: figure('syringes collected'),
  orientations: z.strictObject({
    csapa: figure('orientations to a CSAPA'),
    cmp: figure('orientations to a CMP'),
    'hopital-de-jour': figure('orientations to a day hospital'),
    urgences: figure('orientations to emergencies'),
    d2o: figure('orientations to the D2O beds'),
    hebergement: figure('orientations to shelter'),
    'espace-repos': figure('orientations to a rest space'),
  }),
  supplies: z.strictObject(
    Object.fromEntries(supplySchema.options.map((item) => [item, figure('articles handed out')])) as Record<
      Supply,
      ReturnType<typeof figure>
    >,
  ),
});
export type TourFigures = z.infer<typeof tourFiguresSchema>;

/** One outing of a team, which is the session's: it opens, it closes, and nothing is collected outside it. */
export const maraudeCommandSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('OpenMaraude'), level: maraudeLevelSchema }),
  z.strictObject({ type: z.literal('CloseMaraude') }),
  /** Once per maraude, after its end. */
  z.strictObject({ type: z.literal('FileTourReport'), figures: tourFiguresSchema }),
]);
export type MaraudeCommand = z.infer<typeof maraudeCommandSchema>;
