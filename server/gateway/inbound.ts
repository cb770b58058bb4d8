import type { z } from 'zod';
import { commandIdSchema, type CommandId } from '#shared/kernel/ids';
import type { Ack } from '#shared/wire/ack';
import { FORBIDDEN_KEYS, fieldSchema } from '#shared/wire/field';
import { commandSendSchema, type CommandSend } from '#shared/wire/up';

type Malformed = Extract<Ack, { outcome: 'malformed' }>;

/** Reads one message from outside: a command of the protocol, or where it is not one. Nothing of it is kept either way. */
export function readCommand(
  payload: unknown,
): { ok: true; send: CommandSend } | { ok: false; ack: Malformed } {
  // `reportInput`: without it what is missing cannot be told from what is of another type.
  const parsed = commandSendSchema.safeParse(payload, { reportInput: true });
  if (parsed.success) return { ok: true, send: parsed.data };
  const id = commandIdSchema.safeParse((payload as { id?: unknown } | null)?.id);
  const issue = parsed.error.issues[0];
  return { ok: false, ack: { outcome: 'malformed', id: id.success ? id.data : null, ...describe(issue) } };
}

export function malformedMessage(id: CommandId | null): Malformed {
  return { outcome: 'malformed', id, field: 'message', rule: 'type', limit: null };
}

type Issue = z.core.$ZodIssue;

function describe(issue: Issue | undefined): Pick<Malformed, 'field' | 'rule' | 'limit'> {
  if (!issue) return { field: 'message', rule: 'type', limit: null };
  const path = issue.path.filter((step) => typeof step === 'string');
  switch (issue.code) {
    case 'unrecognized_keys': {
      // Only a key of our own list is named: any other would be an echo.
      const known = issue.keys.find((key) => FORBIDDEN_KEYS.some((forbidden) => forbidden === key));
      const named = known === undefined ? path : path.length === 0 ? ['message', known] : [...path, known];
      return { field: fieldOf(named), rule: 'cle-inconnue', limit: null };
    }
    case 'invalid_value':
    case 'invalid_union':
      return { field: fieldOf(path), rule: 'hors-liste', limit: null };
    case 'invalid_format':
      return { field: fieldOf(path), rule: 'forme', limit: null };
    case 'too_big':
      return {
        field: fieldOf(path),
        rule: issue.origin === 'string' ? 'trop-long' : 'trop-grand',
        limit: limitOf(issue.maximum),
      };
    case 'too_small':
      return { field: fieldOf(path), rule: 'trop-petit', limit: limitOf(issue.minimum) };
    case 'custom':
      // A list that says a thing twice, or a date that is not of the calendar: both fail the same way.
      return { field: fieldOf(path), rule: isList(path.at(-1)) ? 'repete' : 'forme', limit: null };
    default:
      return { field: fieldOf(path), rule: missing(issue) ? 'absent' : 'type', limit: null };
  }
}

/** The keys under which a message has a list: each thing once. */
function isList(key: string | undefined): boolean {
  return key === 'needs' || key === 'conditions';
}

function missing(issue: Issue): boolean {
  return issue.code === 'invalid_type' && issue.input === undefined;
}

function limitOf(limit: number | bigint): number {
  return Math.min(100_000, Math.max(0, Number(limit)));
}

/** The deepest part of the path that an answer may name. */
function fieldOf(path: readonly string[]): Malformed['field'] {
  for (let depth = path.length; depth > 0; depth -= 1) {
    const field = fieldSchema.safeParse(path.slice(0, depth).join('.'));
    if (field.success) return field.data;
  }
  return 'message';
}
