import { regionSchema } from '#shared/domain/placement/commands';
import { servicesSchema } from '#shared/territory/schema';
import services from '#territory/services.json' with { type: 'json' };

/** The regions that may be asked, in the pack's order. Read on the server. */
export function avalFacts() {
  const { regions } = servicesSchema.parse(services);
  return {
    regions: regions.map(({ id, name, status }) => ({
      id: regionSchema.parse(id),
      name,
      toConfirm: status === 'a-confirmer',
    })),
  };
}
export type AvalFacts = ReturnType<typeof avalFacts>;
export type RegionFacts = AvalFacts['regions'][number];
