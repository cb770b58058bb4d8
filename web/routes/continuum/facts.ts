import { unitIdSchema } from '#shared/kernel/ids';
import { rhythmSchema, servicesSchema } from '#shared/territory/schema';
import rhythm from '#territory/rhythm.json' with { type: 'json' };
import services from '#territory/services.json' with { type: 'json' };

/** What the pack says that this page writes. Read on the server. */
export function continuumFacts() {
  const { timezone, thresholds } = rhythmSchema.parse(rhythm);
  const { units } = servicesSchema.parse(services);
  return {
    timezone,
    unitCadenceMin: thresholds.unitCadenceMin,
    housingCadenceMin: thresholds.housingCadenceMin,
    units: units.map(({ id, name }) => ({ id: unitIdSchema.parse(id), name: name.value })),
  };
}
export type ContinuumFacts = ReturnType<typeof continuumFacts>;
