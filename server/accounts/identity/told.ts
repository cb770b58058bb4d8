import { z } from 'zod';
import { PERMISSIONS } from '#shared/access/permissions';
import { roleSchema } from '#shared/access/roles';
import { changesSchemas, type Audience } from '#shared/view/changes';
import type { Instant } from '#shared/kernel/instant';
import { REFUSED_KINDS } from '../audit.ts';
import type { Holder } from '../holder.ts';
import { accountIdSchema, screenIdSchema } from '#shared/kernel/ids';

// Every word of an audit row is of a closed list: it has nowhere to say a place, a team, a code or an address (PRV-54).

const audienceSchema = z.enum(Object.keys(changesSchemas) as [Audience, ...Audience[]]);
/** Those a desk may send. A timed trail of those who act outside would rebuild their route (PRV-54). */
const DESKS = ['lead', 'coordination', 'hospital', 'admin'] as const;
const commandTypeSchema = z.enum(DESKS.flatMap((desk) => [...PERMISSIONS[desk].commands]));
const rolesSchema = z.array(roleSchema).max(20);
const fingerprintSchema = z.string().regex(/^[0-9a-f]{8,64}$/);

export const whatSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('SignedIn'),
    by: z.enum(['password', 'totp', 'recovery-code', 'provider', 'invitation']),
  }),
  z.strictObject({
    kind: z.literal('SignInRefused'),
    why: z.enum(['password', 'second-factor', 'not-active', 'provider']),
    /** Whose sign-in it was, when that is known: the one who tried is not. */
    account: accountIdSchema.nullable(),
  }),
  z.strictObject({
    kind: z.literal('SecondFactorSet'),
    account: accountIdSchema,
    before: z.enum(['none', 'totp']),
    after: z.enum(['none', 'totp']),
  }),
  z.strictObject({ kind: z.literal('RecoveryCodesDrawn'), account: accountIdSchema }),
  z.strictObject({ kind: z.literal('SessionsRevoked'), account: accountIdSchema }),
  z.strictObject({ kind: z.literal('ViewOpened'), view: audienceSchema }),
  z.strictObject({ kind: z.literal('CommandSent'), command: commandTypeSchema }),
  z.strictObject({ kind: z.literal('AccountInvited'), account: accountIdSchema, after: rolesSchema }),
  z.strictObject({
    kind: z.literal('AccountChanged'),
    account: accountIdSchema,
    what: z.enum(['grants', 'names', 'password', 'state']),
    before: rolesSchema,
    after: rolesSchema,
  }),
  z.strictObject({ kind: z.literal('AccountSuspended'), account: accountIdSchema, before: rolesSchema }),
  /** Its rows stay, under an id that nobody's name stands behind any more. */
  z.strictObject({ kind: z.literal('AccountDeleted'), account: accountIdSchema, before: rolesSchema }),
  z.strictObject({
    kind: z.literal('ScreenPaired'),
    screen: screenIdSchema,
    after: z.enum(['wall', 'restspace']),
  }),
  z.strictObject({
    kind: z.literal('ScreenRevoked'),
    screen: screenIdSchema,
    before: z.enum(['wall', 'restspace']),
    why: z.enum(['asked', 'reused', 'unseen']),
  }),
  z.strictObject({ kind: z.literal('ScreenRefreshed'), screen: screenIdSchema }),
  z.strictObject({ kind: z.literal('Exported'), view: audienceSchema }),
  z.strictObject({ kind: z.literal('JournalExported'), format: z.enum(['csv', 'jsonl']) }),
  /** What kind of thing was asked for without the right to it: not which one. */
  z.strictObject({ kind: z.literal('AccessRefused'), to: z.enum(REFUSED_KINDS) }),
  z.strictObject({ kind: z.literal('PolicyInForce'), hash: fingerprintSchema }),
  z.strictObject({
    kind: z.literal('ConfigurationChanged'),
    part: z.enum(['territory', 'thresholds', 'places', 'screens', 'policy', 'exercise']),
    /** Hashes of what was and of what is: the values themselves are in the log, with their own lives. */
    before: fingerprintSchema.nullable(),
    after: fingerprintSchema.nullable(),
  }),
]);
export type What = z.infer<typeof whatSchema>;

/** Who did it: an account or a screen by its id, or one of three words. */
export const whoSchema = z.union([accountIdSchema, screenIdSchema, z.enum(['console', 'anyone', 'visitor'])]);
export type Who = z.infer<typeof whoSchema>;

/** One thing to be told, before it has its place in the chain. `who`: a holder, or the person at the console. */
export type Told = { readonly at: Instant; readonly who: Holder | 'console'; readonly what: What };

export function whoOf(holder: Holder | 'console'): Who {
  if (holder === 'console') return holder;
  switch (holder.kind) {
    case 'anyone':
    case 'visitor':
      return holder.kind;
    case 'account':
      return holder.account;
    case 'screen':
      return holder.screen;
  }
}
