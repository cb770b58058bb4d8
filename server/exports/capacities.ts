import type { HousingLine } from '#shared/domain/housing/commands';
import type { Instant } from '#shared/kernel/instant';
import type { Territory } from '#shared/territory/schema';
import type { Entity } from '#shared/view/entity';
import { saidAt, statesOf, toldAsOf, untold, type Capacity, type StateCounts } from './capacity.ts';

type Services = Territory['services'];
type Of<Kind extends Entity['kind']> = Extract<Entity, { kind: Kind }>;

export const WARD_ID = 'd2o';

const HOUSING_NAMES: Readonly<Record<HousingLine, string>> = {
  assore: 'ASSORE',
  phase: 'PHASE',
  'appartements-therapeutiques': 'Appartements thérapeutiques',
  uhs: 'UHS',
};

/**
 * The capacities among the entities of one view, in the order of the pack: the view's own would tell which changed last.
 * `asOf` is the audience's last tick. Nothing else of the product is read: what the view does not say is not here.
 */
export function capacitiesOf(entities: readonly Entity[], services: Services, asOf: Instant): Capacity[] {
  const order: readonly string[] = [
    WARD_ID,
    ...services.restSpaces.map(({ id }) => id),
    ...services.units.map(({ id }) => id),
    ...Object.keys(HOUSING_NAMES),
  ];
  return entities
    .flatMap((entity) => capacityOf(entity, services, asOf) ?? [])
    .sort((a, b) => order.indexOf(a.id) - order.indexOf(b.id));
}

/** Null for whatever is not a capacity, and for a service that is no longer in the pack. */
function capacityOf(entity: Entity, services: Services, asOf: Instant): Capacity | null {
  switch (entity.kind) {
    case 'beds': {
      const ward = untold(WARD_ID, services.ward.name.value, '01');
      return 'free' in entity ? wardAsClass(ward, entity, asOf) : exactWard(ward, entity);
    }
    case 'rest-space':
    case 'rest-space-band': {
      const facts = services.restSpaces.find(({ id }) => id === entity.id);
      if (!facts) return null;
      const space = { ...untold(facts.id, facts.name.value, '02'), hours: facts.hours };
      return 'band' in entity ? spaceAsClass(space, entity, asOf) : exactSpace(space, entity);
    }
    case 'unit': {
      const facts = services.units.find(({ id }) => id === entity.id);
      return facts ? unit(untold(facts.id, facts.name.value, '01'), entity) : null;
    }
    case 'housing':
      return housing(untold(entity.id, HOUSING_NAMES[entity.id], '02'), entity);
    default:
      return null;
  }
}

/** Cleaning counts as closed; beds added in a surge are outside the sum (DOMAIN 5). */
function exactWard(ward: Capacity, beds: Extract<Of<'beds'>, { installed: number }>): Capacity {
  return {
    ...ward,
    ...saidAt(beds.confirmedAt, [
      ['01', beds.installed],
      ['02', beds.available],
      ['03', beds.occupied],
      ['04', beds.reserved],
      ['05', beds.cleaning + beds.closed],
      ['06', beds.surge],
    ]),
    open: isOpen(beds.installed, beds.closed),
  };
}

function wardAsClass(ward: Capacity, beds: Extract<Of<'beds'>, { free: string }>, asOf: Instant): Capacity {
  const isExact = beds.free === '0' || beds.free === '1' || beds.free === '2';
  return {
    ...ward,
    ...toldAsOf(beds.source, asOf, isExact ? [['02', Number(beds.free)]] : []),
    band: beds.free,
    open: beds.free === 'inconnu' ? null : true,
  };
}

/** Installed is the limit by day: what the night takes off it is closed, and so is what staff who declare it full close. */
function exactSpace(space: Capacity, exact: Extract<Of<'rest-space'>, { state: object }>): Capacity {
  const { state, jaugeJour, jaugeNuit, lastSignAt } = exact;
  switch (state.kind) {
    case 'jamais-recu':
      return space;
    case 'ferme':
      return {
        ...space,
        ...saidAt(lastSignAt, statesOf(jaugeJour, 0, 0)),
        open: false,
        reopensAt: state.until,
      };
    case 'ouvert': {
      const limit = state.regime === 'jour' ? jaugeJour : jaugeNuit;
      const available = state.declaredFull ? 0 : Math.max(0, limit - state.present);
      return { ...space, ...saidAt(lastSignAt, statesOf(jaugeJour, available, state.present)), open: true };
    }
  }
}

/** A limit is a fact of the pack; `complet` and `ferme` say that no place is available (PRV-26, 27, 28). */
function spaceAsClass(
  space: Capacity,
  told: Extract<Of<'rest-space' | 'rest-space-band'>, { band: string }>,
  asOf: Instant,
): Capacity {
  return {
    ...space,
    ...toldAsOf(told.source, asOf, statesTold(told)),
    band: told.band,
    open: told.band === 'inconnu' ? null : told.band !== 'ferme',
  };
}

function statesTold(told: Extract<Of<'rest-space' | 'rest-space-band'>, { band: string }>): StateCounts {
  const installed = 'jaugeJour' in told ? told.jaugeJour : null;
  const limit: StateCounts = installed === null ? [] : [['01', installed]];
  switch (told.band) {
    case 'complet':
      return [...limit, ['02', 0]];
    case 'ferme':
      return installed === null ? [['02', 0]] : statesOf(installed, 0, 0);
    default:
      return limit;
  }
}

/** A unit counts no reservation: of that state nothing is said. */
function unit(base: Capacity, { report }: Of<'unit'>): Capacity {
  if (report === null) return base;
  const { free, occupied, closed, confirmedAt } = report;
  const installed = free + occupied + closed;
  return {
    ...base,
    ...saidAt(confirmedAt, statesOf(installed, free, occupied)),
    open: isOpen(installed, closed),
  };
}

function housing(line: Capacity, { report }: Of<'housing'>): Capacity {
  if (report === null) return line;
  const { capacity, taken, blocked, free, confirmedAt } = report;
  return {
    ...line,
    ...saidAt(confirmedAt, statesOf(capacity, free, taken)),
    open: isOpen(capacity, blocked),
  };
}

/** A service whose every bed is closed is closed; one that has none yet is not. */
function isOpen(installed: number, closed: number): boolean {
  return installed === 0 || closed < installed;
}
