import { z } from 'zod';

/**
 * What an unattended screen asks of the server to be paired and to stay so (the shape of RFC 8628). All three are asked
 * by POST, with a body of JSON, from a page of ours; cookies carry who asks.
 */
export const PAIRING_PATHS = {
  /** A code to show. */
  code: '/api/appairage/code',
  /** How it stands with that code. */
  state: '/api/appairage/etat',
  /** The next token of a paired screen. */
  token: '/api/appairage/jeton',
} as const;

const secondsSchema = z.int().min(1).max(3600);
const tooOftenSchema = z.strictObject({ kind: z.literal('TooOften'), seconds: secondsSchema });

export const codeAnswerSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('code'),
    /** Secret: it stays in the memory of the page. */
    deviceCode: z.string().length(43),
    /** `BCDF-GHJK`, to be read by a person. */
    userCode: z.string().regex(/^[B-Z]{4}-[B-Z]{4}$/),
    expiresInSeconds: secondsSchema,
    intervalSeconds: secondsSchema,
  }),
  /** It is a screen already, and shows that. */
  z.strictObject({ kind: z.literal('paired') }),
  tooOftenSchema,
]);
export type CodeAnswer = z.infer<typeof codeAnswerSchema>;

export const stateAskedSchema = z.strictObject({ deviceCode: z.string().length(43) });

export const stateAnswerSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.enum(['pending', 'slow_down']), intervalSeconds: secondsSchema }),
  z.strictObject({ kind: z.enum(['approved', 'denied', 'expired']) }),
]);
export type StateAnswer = z.infer<typeof stateAnswerSchema>;

/** `unchanged`: a screen that asked too often keeps the token it has. */
export const tokenAnswerSchema = z.strictObject({ kind: z.enum(['refreshed', 'unchanged', 'not-paired']) });
export type TokenAnswer = z.infer<typeof tokenAnswerSchema>;

/** Why nothing of the above is answered: not a page of ours, not of this shape, or a failure of ours. */
export const pairingRefusalSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.enum(['foreign', 'malformed']) }),
  z.strictObject({ kind: z.literal('fault'), reference: z.string() }),
]);
export type PairingRefusal = z.infer<typeof pairingRefusalSchema>;
