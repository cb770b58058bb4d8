import { z } from 'zod';

/** Why nothing is answered. Each word is ours: nothing of what was asked comes back in it. */
export type ExportRefusal =
  | { readonly kind: 'identity' }
  | { readonly kind: 'forbidden' }
  | { readonly kind: 'malformed'; readonly parameter: SearchParameter | null }
  | { readonly kind: 'not-found' }
  | { readonly kind: 'read-only' }
  | { readonly kind: 'fault'; readonly reference: string };

export const searchParameterSchema = z.enum([
  'capacity-status',
  'capacity-type',
  'nb-capacity',
  'capacity-update-date',
  '_lastUpdated',
  '_revinclude',
  'format',
]);
export type SearchParameter = z.infer<typeof searchParameterSchema>;

type Row = { status: number; code: z.infer<typeof codeSchema>; text: string };

const codeSchema = z.enum(['login', 'forbidden', 'invalid', 'not-found', 'not-supported', 'exception']);

const ROWS: Readonly<Record<ExportRefusal['kind'], Row>> = {
  identity: {
    status: 401,
    code: 'login',
    text: 'Accès refusé : dites qui vous êtes par l’en-tête Authorization, avec un droit en cours.',
  },
  forbidden: {
    status: 403,
    code: 'forbidden',
    text: 'Accès refusé : votre rôle ne lit rien ici. Demandez ce droit à l’administration.',
  },
  malformed: {
    status: 400,
    code: 'invalid',
    text: 'Demande mal formée : un paramètre est inconnu ou n’a pas la forme attendue. /fhir/R4/metadata les décrit.',
  },
  'not-found': {
    status: 404,
    code: 'not-found',
    text: 'Rien de tel n’est diffusé à votre rôle. /fhir/R4/metadata dit ce qui peut être lu.',
  },
  'read-only': {
    status: 405,
    code: 'not-supported',
    text: 'Ces ressources se lisent seulement : utilisez GET.',
  },
  fault: {
    status: 500,
    code: 'exception',
    text: 'Panne de notre côté : réessayez, puis donnez-nous la référence.',
  },
};

export const outcomeSchema = z.strictObject({
  resourceType: z.literal('OperationOutcome'),
  issue: z.tuple([
    z.strictObject({
      severity: z.literal('error'),
      code: codeSchema,
      details: z.strictObject({ text: z.enum(Object.values(ROWS).map(({ text }) => text)) }),
      /** The name of a parameter of our own list, or the reference of a fault. */
      diagnostics: z.union([searchParameterSchema, z.string().regex(/^[0-9A-F]{8}$/)]).optional(),
    }),
  ]),
});
export type FhirOutcome = z.infer<typeof outcomeSchema>;

export function statusOf({ kind }: ExportRefusal): number {
  return ROWS[kind].status;
}

export function outcomeOf(refusal: ExportRefusal): FhirOutcome {
  const { code, text } = ROWS[refusal.kind];
  const diagnostics =
    refusal.kind === 'malformed' ? refusal.parameter : refusal.kind === 'fault' ? refusal.reference : null;
  return {
    resourceType: 'OperationOutcome',
    issue: [
      {
        severity: 'error',
        code,
        details: { text },
        ...(diagnostics === null ? {} : { diagnostics }),
      },
    ],
  };
}
