import { z } from 'zod';
import { placeSchema } from '../domain/pass/commands.ts';
import { commandSchema } from './up.ts';

/**
 * Keys that people or hostile clients try and that this protocol has no place for. Only these, and the protocol's own,
 * are ever named in an answer: naming any other key would echo what was sent (PRV-9).
 */
export const FORBIDDEN_KEYS = [
  'lat',
  'lon',
  'lng',
  'latitude',
  'longitude',
  'coords',
  'coordinates',
  'position',
  'accuracy',
  'name',
  'nom',
  'age',
  'sexe',
  'note',
  'text',
  'comment',
  'team',
  'count',
] as const;

const commandKeys = new Set<string>(commandSchema.options.flatMap((option) => Object.keys(option.shape)));
const placeKeys = new Set<string>(placeSchema.options.flatMap((option) => Object.keys(option.shape)));

/** Every place in a message that an answer may name. */
export const fieldSchema = z.enum([
  'message',
  'id',
  'command',
  ...new Set([...commandKeys, ...FORBIDDEN_KEYS].map((key) => `command.${key}`)),
  ...new Set([...placeKeys, ...FORBIDDEN_KEYS].map((key) => `command.place.${key}`)),
  ...FORBIDDEN_KEYS.filter((key) => key !== 'position').map((key) => `message.${key}`),
]);

/** What is wrong there. `limit` of the answer says how much is allowed where that is a number. */
export const ruleSchema = z.enum([
  'cle-inconnue',
  'absent',
  'type',
  'hors-liste',
  'forme',
  'trop-long',
  'trop-grand',
  'trop-petit',
  'repete',
]);
