import { z } from 'zod';
import { grantSchema, screenGrantSchema, type Grant } from '#shared/access/grant';
import { instantSchema } from '#shared/kernel/instant';
import { accountIdSchema, screenIdSchema, sessionIdSchema } from '#shared/kernel/ids';
import { screenSizeSchema } from '#shared/access/screen-size';
import { browserSchema, systemSchema } from './device-label.ts';
import { tokenHashSchema } from './token.ts';

const invitationIdSchema = z.uuidv4().brand<'InvitationId'>();
export type InvitationId = z.infer<typeof invitationIdSchema>;

/** An address people sign in with, in lower case. Not checked further: an invitation is handed over, not posted. */
export const loginSchema = z
  .string()
  .trim()
  .toLowerCase()
  .max(254)
  .regex(/^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>"]+$/)
  .brand<'Login'>();
export type Login = z.infer<typeof loginSchema>;

/** A person's or an organisation's name, as an administrator writes it. */
export const nameSchema = z
  .string()
  .trim()
  .min(1)
  .max(120)
  .regex(/^[^\p{Cc}<>]*$/u);

const secondFactorSchema = z.strictObject({
  /** The TOTP secret, sealed under the server's key (sealed.ts). */
  sealed: z.string().max(400),
  /** The last 30 s step whose code was taken: a code serves once. */
  lastStep: z.int().min(0),
});

const recoveryCodesSchema = z.strictObject({
  salt: z.string().regex(/^[A-Za-z0-9+/]{22}$/),
  hashes: z.array(z.string().regex(/^[A-Za-z0-9+/]{43}$/)).max(10),
});

const federatedSchema = z.strictObject({ issuer: z.url().max(400), subject: z.string().min(1).max(255) });

export const accountSchema = z.strictObject({
  id: accountIdSchema,
  login: loginSchema,
  name: nameSchema,
  organisation: nameSchema,
  grants: z.array(grantSchema).max(20),
  state: z.enum(['invited', 'active', 'suspended']),
  /** A PHC string; null before the invitation is taken, and for who signs in elsewhere. */
  password: z.string().max(300).nullable(),
  secondFactor: secondFactorSchema.nullable(),
  recovery: recoveryCodesSchema.nullable(),
  federated: z.array(federatedSchema).max(5),
  /** Devices from which this account has signed in, newest last: other people's wrong passwords do not slow them. */
  devices: z.array(tokenHashSchema).max(10),
});
export type Account = z.infer<typeof accountSchema>;

export const sessionSchema = z.strictObject({
  id: sessionIdSchema,
  account: accountIdSchema,
  token: tokenHashSchema,
  /** The token before the last rotation, good a little longer for what was on its way. */
  former: z.strictObject({ token: tokenHashSchema, until: instantSchema }).nullable(),
  /** `second-factor`: the password was right, a code is awaited. `enrolment`: the first factor, a second is to be set. */
  stage: z.enum(['open', 'second-factor', 'enrolment']),
  hasSecondFactor: z.boolean(),
  /** Rights changed since the token was drawn: the next page gives another. */
  rotate: z.boolean(),
  /** One of those rights was taken: with that token, the browser is told to forget what it keeps of ours. */
  forget: z.boolean().default(false),
  /** The provider by which it was opened, and the token that it wants back at the end, sealed (farewell.ts). */
  provider: z
    .strictObject({ id: z.string().max(31), sealed: z.string().max(16_000) })
    .nullable()
    .default(null),
  browser: browserSchema,
  system: systemSchema,
  /** Both at the grain of the account's lifetime (lifetime.ts): the store keeps no finer trail of someone's day. */
  openedAt: instantSchema,
  seenAt: instantSchema,
});
export type Session = z.infer<typeof sessionSchema>;

export const screenSchema = z.strictObject({
  id: screenIdSchema,
  grant: screenGrantSchema,
  label: nameSchema,
  browser: browserSchema,
  system: systemSchema,
  /** Null until an administrator has measured it. */
  size: screenSizeSchema.nullable(),
  /** The device's own key, in its cookie: a token serves on this device only. */
  device: tokenHashSchema,
  /** What the device polls with, until the first use of its token shows that the answer arrived. */
  deviceCode: tokenHashSchema.nullable(),
  token: tokenHashSchema.nullable(),
  /** Given, not yet seen: an answer lost on the way leaves the screen its present token. */
  next: tokenHashSchema.nullable(),
  former: z.strictObject({ token: tokenHashSchema, until: instantSchema }).nullable(),
  pairedAt: instantSchema,
  seenAt: instantSchema,
});
export type Screen = z.infer<typeof screenSchema>;

export const invitationSchema = z.strictObject({
  id: invitationIdSchema,
  token: tokenHashSchema,
  /** Null: the link of the console, whose bearer becomes the first administrator. */
  account: accountIdSchema.nullable(),
  expiresAt: instantSchema,
});
export type Invitation = z.infer<typeof invitationSchema>;

/** Roles alone, each once: a grant's team, space or post is a place (PRV-54). */
export function rolesOf(grants: readonly Grant[]): Grant['role'][] {
  return [...new Set(grants.map(({ role }) => role))];
}

/** Whether some right is there no more. */
export function isLess(after: readonly Grant[], before: readonly Grant[]): boolean {
  const left = new Set(after.map((grant) => JSON.stringify(grant)));
  return before.some((grant) => !left.has(JSON.stringify(grant)));
}
