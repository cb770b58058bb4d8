import { z } from 'zod';
import type { Instant } from '#shared/kernel/instant';
import type { Territory } from '#shared/territory/schema';
import type { Entity } from '#shared/view/entity';
import { bundleSchema, searchset } from './bundle.ts';
import { capacitiesOf } from './capacities.ts';
import { CAPABILITY_STATEMENT } from './capability-statement.ts';
import { csvFileName, csvRowSchema, csvRowsOf, csvText, csvVariantSchema, type CsvVariant } from './csv.ts';
import { healthcareServiceOf, healthcareServiceSchema } from './healthcare-service.ts';
import { locationOf, locationSchema } from './location.ts';
import { offsetDate } from './offset-date.ts';
import { outcomeOf, outcomeSchema, statusOf, type ExportRefusal } from './outcome.ts';
import { isAskedFor, isUpdatedWhen, type LocationSearch, type ServiceSearch } from './search.ts';

/** What may be asked of the capacities of a view. */
export type ExportAsked =
  | { readonly kind: 'metadata' }
  | { readonly kind: 'locations'; readonly search: LocationSearch }
  | { readonly kind: 'location'; readonly id: string }
  | { readonly kind: 'services'; readonly search: ServiceSearch }
  | { readonly kind: 'service'; readonly id: string }
  | { readonly kind: 'csv'; readonly variant: CsvVariant };

/** What is the same whoever asks: the pack, the last tick of the audience, and whether its world is a simulated one. */
export type ExportSetting = {
  readonly territory: Pick<Territory, 'services' | 'rhythm'>;
  readonly asOf: Instant;
  readonly simulated: boolean;
};

/** Every form that an export may take; another one stops. */
const exportedSchema = z.discriminatedUnion('form', [
  z.strictObject({
    form: z.literal('fhir'),
    status: z.int().min(200).max(599),
    resource: z.union([
      z.discriminatedUnion('resourceType', [
        locationSchema,
        healthcareServiceSchema,
        bundleSchema,
        outcomeSchema,
      ]),
      // A constant of ours, which no field fact enters: only itself passes.
      z.custom<typeof CAPABILITY_STATEMENT>((resource) => resource === CAPABILITY_STATEMENT),
    ]),
  }),
  z.strictObject({
    form: z.literal('csv'),
    rows: z.array(csvRowSchema).max(5_000),
    variant: csvVariantSchema,
    fileName: z.string().regex(/^(DONNÉES SIMULÉES - )?capacites 20\d{2}-\d{2}-\d{2} \d{2}h\d{2}\.csv$/),
  }),
]);
type Exported = z.infer<typeof exportedSchema>;

/** A document ready to leave: what it is, and its text. */
export type ExportDocument = {
  readonly status: number;
  readonly contentType: string;
  readonly fileName: string | null;
  readonly text: string;
};

/**
 * Writes what is asked from the entities of one view. They are the only facts given: an export holds nothing that its
 * reader's view does not. What a view does not have and what does not exist are the same answer.
 */
export function exportOf(
  entities: readonly Entity[],
  asked: ExportAsked,
  { territory, asOf, simulated }: ExportSetting,
): ExportDocument {
  const { timezone } = territory.rhythm;
  const at = (instant: Instant) => offsetDate(timezone, instant);
  const capacities = capacitiesOf(entities, territory.services, asOf);
  const locations = capacities.map((capacity) => locationOf(capacity, at, simulated));
  const services = capacities.map((capacity) => healthcareServiceOf(capacity, at, simulated));
  const bundle = { asOf: at(asOf), simulated };
  switch (asked.kind) {
    case 'metadata':
      return documentOf({ form: 'fhir', status: 200, resource: CAPABILITY_STATEMENT });
    case 'location': {
      const resource = locations.find(({ id }) => id === asked.id);
      return resource
        ? documentOf({ form: 'fhir', status: 200, resource })
        : refusalOf({ kind: 'not-found' });
    }
    case 'service': {
      const resource = services.find(({ id }) => id === asked.id);
      return resource
        ? documentOf({ form: 'fhir', status: 200, resource })
        : refusalOf({ kind: 'not-found' });
    }
    case 'locations': {
      const found = locations.filter((location) => isAskedFor(location, asked.search, timezone));
      const servicesOf = ({ id }: { id: string }) => services.filter((service) => service.id === id);
      const alongWith = asked.search._revinclude === undefined ? () => [] : servicesOf;
      return documentOf({ form: 'fhir', status: 200, resource: searchset(found, alongWith, bundle) });
    }
    case 'services': {
      const { _lastUpdated } = asked.search;
      const found = services.filter(({ meta }) => isUpdatedWhen(meta, _lastUpdated, timezone));
      return documentOf({ form: 'fhir', status: 200, resource: searchset(found, () => [], bundle) });
    }
    case 'csv':
      return documentOf({
        form: 'csv',
        rows: capacities.flatMap((capacity) => csvRowsOf(capacity, at, simulated)),
        variant: asked.variant,
        fileName: csvFileName(at(asOf), simulated),
      });
  }
}

/** Why nothing is answered, as a document. */
export function refusalOf(refusal: ExportRefusal): ExportDocument {
  return documentOf({ form: 'fhir', status: statusOf(refusal), resource: outcomeOf(refusal) });
}

/** Throws on whatever is not on the lists above: an export that says more than it may is our fault, and does not leave. */
function documentOf(exported: Exported): ExportDocument {
  const checked = exportedSchema.parse(exported);
  switch (checked.form) {
    case 'fhir':
      return {
        status: checked.status,
        contentType: 'application/fhir+json; charset=utf-8',
        fileName: null,
        text: JSON.stringify(checked.resource),
      };
    case 'csv':
      return {
        status: 200,
        contentType: 'text/csv; charset=utf-8; header=present',
        fileName: checked.fileName,
        text: csvText(checked.rows, checked.variant),
      };
  }
}
