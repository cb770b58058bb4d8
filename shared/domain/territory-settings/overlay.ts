import type { RestSpaceFacts, Territory } from '../../territory/schema.ts';
import { inForce, type TerritorySettings } from './state.ts';
import type { Setting } from './events.ts';

/** Where a value that the administration has changed comes from, as screens say it. */
const ORIGIN = { kind: 'source', source: 'administration du territoire' } as const;

/** The pack with what the administration says in its place. The pack itself is never written. */
export function territoryInForce(pack: Territory, settings: TerritorySettings): Territory {
  return withSettings(
    pack,
    inForce(settings).map(({ setting }) => setting),
  );
}

/** The pack with these in its place, in their order: what a preview reads too. */
export function withSettings(pack: Territory, settings: readonly Setting[]): Territory {
  return settings.reduce(withSetting, pack);
}

function withSetting(pack: Territory, setting: Setting): Territory {
  switch (setting.kind) {
    case 'jauges':
      return withSpace(pack, setting.space, (facts) => ({
        ...facts,
        jaugeJour: { value: setting.jaugeJour, origin: ORIGIN },
        jaugeNuit: { value: setting.jaugeNuit, origin: ORIGIN },
      }));
    case 'horaires':
      return withSpace(pack, setting.space, (facts) => ({
        ...facts,
        hours: { ...setting.hours, origin: ORIGIN },
      }));
    case 'delais': {
      const thresholds = { ...pack.rhythm.thresholds, ...setting.delays };
      return { ...pack, rhythm: { ...pack.rhythm, thresholds } };
    }
    case 'fermeture':
      // It changes no fact of the territory: the space is closed, by a fact of its own, when its moment comes.
      return pack;
  }
}

function withSpace(
  pack: Territory,
  space: RestSpaceFacts['id'],
  change: (facts: RestSpaceFacts) => RestSpaceFacts,
): Territory {
  const restSpaces = pack.services.restSpaces.map((facts) => (facts.id === space ? change(facts) : facts));
  return { ...pack, services: { ...pack.services, restSpaces } };
}
