import { stringify } from 'csv-stringify/sync';
import { z } from 'zod';
import { BED_STATE_DISPLAYS, emittedBedStateSchema, type EmittedBedState } from '#shared/codes/bed-states';
import { NATURE_DISPLAYS, natureCodeSchema, offsetDateSchema } from '#shared/codes/ror-capacity';
import type { Instant } from '#shared/kernel/instant';
import { count } from '#shared/kernel/count';
import { bandSchema, freeBedsSchema } from '#shared/view/capacity';
import type { Capacity } from './capacity.ts';
import { serviceIdSchema } from './resource.ts';

/** For a spreadsheet in French, which wants semicolons and a mark of the encoding; or as RFC 4180 has it. */
export const csvVariantSchema = z.enum(['tableur', 'rfc']);
export type CsvVariant = z.infer<typeof csvVariantSchema>;

const FRESHNESS = {
  frais: 'frais',
  vieillissant: 'vieillissant',
  perime: 'périmé',
  inconnu: 'inconnu',
} as const;
const SIMULATED = 'DONNÉES SIMULÉES';

/** A code and its display in one cell: alone, `02` becomes 2 when a spreadsheet opens it. */
const stateCell = (state: EmittedBedState) => `${state} ${BED_STATE_DISPLAYS[state]}`;
/** `1-4` would become the first of April. */
const classCell = (band: string) => band.replace('-', ' à ').replace('ferme', 'fermé');

/** The columns, in their order. */
export const csvRowSchema = z.strictObject({
  lieu: serviceIdSchema,
  nom: z.string().min(1).max(60),
  nature: z.enum(natureCodeSchema.options.map((nature) => `${nature} ${NATURE_DISPLAYS[nature]}`)),
  statut: z.enum(emittedBedStateSchema.options.map(stateCell)).nullable(),
  nombre: count(2_000, 'beds or places of one service').nullable(),
  /** Of the available ones, where they are told as a class. */
  classe: z.enum([...bandSchema.options, ...freeBedsSchema.options].map(classCell)).nullable(),
  fraicheur: z.enum(Object.values(FRESHNESS)).nullable(),
  mise_a_jour: offsetDateSchema.nullable(),
  simulation: z.literal(SIMULATED).nullable(),
});
export type CsvRow = z.infer<typeof csvRowSchema>;

/** One row for each capacity of a service; one without a number where only a class, or nothing, is told. */
export function csvRowsOf(
  capacity: Capacity,
  at: (instant: Instant) => string,
  simulated: boolean,
): CsvRow[] {
  const { id, name, nature, counted, band, freshness } = capacity;
  const counts = new Map(counted?.states);
  const states: (EmittedBedState | null)[] = emittedBedStateSchema.options.filter(
    (state) => counts.has(state) || (state === '02' && band !== null),
  );
  return (states.length === 0 ? [null] : states).map((state) => ({
    lieu: id,
    nom: name,
    nature: `${nature} ${NATURE_DISPLAYS[nature]}`,
    statut: state && stateCell(state),
    nombre: (state && counts.get(state)) ?? null,
    classe: state === '02' && band !== null ? classCell(band) : null,
    fraicheur: freshness && FRESHNESS[freshness],
    mise_a_jour: counted && at(counted.at),
    simulation: simulated ? SIMULATED : null,
  }));
}

/** Cells that a spreadsheet would run as formulas are made text. */
export function csvText(rows: readonly CsvRow[], variant: CsvVariant): string {
  const isSimulated = rows.some(({ simulation }) => simulation !== null);
  const columns = Object.keys(csvRowSchema.shape).filter((key) => key !== 'simulation' || isSimulated);
  return stringify([...rows], {
    columns,
    header: true,
    delimiter: variant === 'rfc' ? ',' : ';',
    bom: variant === 'tableur',
    record_delimiter: 'windows',
    escape_formulas: true,
  });
}

/** `capacites 2026-11-21 19h30.csv`, behind what nobody may overlook when the data is simulated. */
export function csvFileName(asOf: string, simulated: boolean): string {
  const [day, hour] = [asOf.slice(0, 10), asOf.slice(11, 16).replace(':', 'h')];
  return `${simulated ? `${SIMULATED} - ` : ''}capacites ${day} ${hour}.csv`;
}
