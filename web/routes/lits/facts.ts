import type { Host } from '#shared/host';
import { unitIdSchema } from '#shared/kernel/ids';
import { rhythmSchema, servicesSchema } from '#shared/territory/schema';
import rhythm from '#territory/rhythm.json' with { type: 'json' };
import services from '#territory/services.json' with { type: 'json' };

/** What the pack says that the hospital screens write, in the pack's order. Read on the server. */
export function wardFacts({ policy, inForce }: Pick<Host, 'policy' | 'inForce'>) {
  const { timezone, releves } = rhythmSchema.parse(rhythm);
  const { ward, units } = servicesSchema.parse(services);
  return {
    timezone,
    releves,
    thresholds: inForce().thresholds,
    ward: ward.name.value,
    beds: ward.beds.value,
    /** Under this many admissions in four weeks nothing is foreseen: the policy's own least count (PRV-32). */
    leastAdmissions: policy.text.request.share.k,
    /** Without a name while the pack awaits it: each language has its own word for that. */
    units: units.map(({ id, name }) => ({
      id: unitIdSchema.parse(id),
      name: name.origin.kind === 'a-configurer' ? null : name.value,
    })),
  };
}
export type WardFacts = ReturnType<typeof wardFacts>;
