import { z } from 'zod';

// The answer of the operator's open feed of disruptions (STANDARDS 6), as much of it as is read here. It is another's:
// keys that are not known are left out, and one entry that is not as expected costs only itself.

/** `20261121T053000`, on the clocks of Paris. */
const momentSchema = z
  .string()
  .regex(/^20\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3])([0-5]\d){2}$/);

export const disruptionSchema = z.object({
  id: z.string().min(1),
  applicationPeriods: z.array(z.object({ begin: momentSchema, end: momentSchema })),
  severity: z.string(),
  title: z.string().default(''),
  /** In HTML. */
  message: z.string().default(''),
  shortMessage: z.string().default(''),
});
export type Disruption = z.infer<typeof disruptionSchema>;

export const impactedLineSchema = z.object({
  mode: z.string().default(''),
  shortName: z.string().default(''),
  impactedObjects: z
    .array(
      z.object({
        type: z.string(),
        id: z.string(),
        name: z.string().default(''),
        disruptionIds: z.array(z.string()),
      }),
    )
    .default([]),
});
export type ImpactedLine = z.infer<typeof impactedLineSchema>;

export const answerSchema = z.object({
  disruptions: z.array(z.unknown()).max(20_000),
  lines: z.array(z.unknown()).max(5_000),
});
