import { z } from 'zod';
import type { ExportAsked } from './export.ts';
import { searchParameterSchema, type ExportRefusal } from './outcome.ts';
import { locationSearchSchema, serviceSearchSchema } from './search.ts';

/** A query as it came, before anything is known of it. */
type Query = unknown;
type Read = ExportAsked | (ExportRefusal & { readonly kind: 'malformed' });

const csvQuerySchema = z.strictObject({ format: z.literal('rfc').optional() });
const noQuerySchema = z.strictObject({});

// Each reads one kind of question, or says which parameter of ours is not as it should be.

export function askedMetadata(query: Query): Read {
  return read(noQuerySchema, query, () => ({ kind: 'metadata' }));
}

export function askedLocations(query: Query): Read {
  return read(locationSearchSchema, query, (search) => ({ kind: 'locations', search }));
}

export function askedLocation(id: string, query: Query): Read {
  return read(noQuerySchema, query, () => ({ kind: 'location', id }));
}

export function askedServices(query: Query): Read {
  return read(serviceSearchSchema, query, (search) => ({ kind: 'services', search }));
}

export function askedService(id: string, query: Query): Read {
  return read(noQuerySchema, query, () => ({ kind: 'service', id }));
}

export function askedCsv(query: Query): Read {
  return read(csvQuerySchema, query, ({ format }) => ({ kind: 'csv', variant: format ?? 'tableur' }));
}

function read<T>(schema: z.ZodType<T>, query: Query, asked: (query: T) => ExportAsked): Read {
  const parsed = schema.safeParse(query);
  if (parsed.success) return asked(parsed.data);
  const named = searchParameterSchema.safeParse(parsed.error.issues[0]?.path[0]);
  return { kind: 'malformed', parameter: named.success ? named.data : null };
}
