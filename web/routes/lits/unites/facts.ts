import { hospitalTeamIdSchema } from '#shared/kernel/ids';
import { servicesSchema } from '#shared/territory/schema';
import services from '#territory/services.json' with { type: 'json' };

/** The hospital mobile teams and the directory, as the pack has them, in its order. Read on the server. */
export function unitFacts() {
  const { hospitalTeams, directory } = servicesSchema.parse(services);
  return {
    hospitalTeams: hospitalTeams.map(({ id, name }) => ({
      id: hospitalTeamIdSchema.parse(id),
      name: name.value,
    })),
    directory: directory.map(({ kind, name, hours }) => ({
      kind,
      name: name.origin.kind === 'a-configurer' ? null : name.value,
      hours: hours.origin.kind === 'a-configurer' ? null : hours.value,
    })),
  };
}
export type UnitFacts = ReturnType<typeof unitFacts>;
