import type { Random } from '#server/demo/law/random';
import { commandSendSchema } from '#shared/wire/up';
import { frameOf } from '../support/stalled-screen.ts';
import { COMMANDS } from '../support/wire-samples.ts';
import { brokenText, hostileJson, MARK, pick } from './hostile-values.ts';

const SAMPLES = Object.values(COMMANDS).map((command) => JSON.stringify(command)) as [string, ...string[]];

/** A command that looks like one of ours, with one thing wrong: never one that the protocol would take. */
function almostCommand(random: Random): string {
  const command = JSON.parse(pick(random, SAMPLES)) as Record<string, unknown>;
  const keys = Object.keys(command) as [string, ...string[]];
  const text = JSON.stringify({ id: idOf(random), command }).replace(
    new RegExp(`("${pick(random, keys)}"):("[^"]*"|[^,}\\]]*)`),
    (_all, key: string) => `${key}:${hostileJson(random, 3)}`,
  );
  return isTaken(text) ? text.replace('{"id"', `{${JSON.stringify(MARK)}:1,"id"`) : text;
}

/** A command of the protocol, by somebody who may not send it. */
export function foreignCommand(random: Random): string {
  return JSON.stringify({ id: idOf(random), command: JSON.parse(pick(random, SAMPLES)) as object });
}

function isTaken(text: string): boolean {
  try {
    return commandSendSchema.safeParse(JSON.parse(text)).success;
  } catch {
    return false;
  }
}

function idOf(random: Random): string {
  const hex = Array.from({ length: 32 }, () => Math.floor(random() * 16).toString(16)).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
}

/** What is sent on a link, each by its name in the table of the run. */
export const FRAME_KINDS = [
  'almost a command',
  'any JSON as a command',
  'a command captured and replayed',
  'any JSON as what is held',
  'an event of no protocol',
  'a command without its answer',
  'an answer to nothing',
  'broken JSON',
  'a binary part that never comes',
  'binary bytes',
  'a frame that is too large',
  'an opcode of its own',
  'random bytes',
] as const;
type FrameKind = (typeof FRAME_KINDS)[number];
export type HostileFrame = { readonly kind: FrameKind; readonly bytes: Buffer; readonly ends: boolean };

/**
 * One message of a link that has connected. `captured`: commands that were taken before, each with its id. Frames that
 * end their link (too large, no protocol) are rare, so that the others have links to be sent on.
 */
export function hostileFrame(random: Random, captured: readonly [string, ...string[]]): HostileFrame {
  const going = (kind: FrameKind, text: string) => ({ kind, bytes: frameOf(text), ends: false });
  const last = (kind: FrameKind, bytes: Buffer) => ({ kind, bytes, ends: true });
  const number = Math.floor(random() * 1_000);
  const kind = random();
  if (kind < 0.35) return going('almost a command', `42${number}["command:send",${almostCommand(random)}]`);
  if (kind < 0.55)
    return going('any JSON as a command', `42${number}["command:send",${hostileJson(random)}]`);
  if (kind < 0.65)
    return going('a command captured and replayed', `42${number}["command:send",${pick(random, captured)}]`);
  if (kind < 0.8) return going('any JSON as what is held', `42["view:sync",${hostileJson(random)}]`);
  if (kind < 0.87)
    return going(
      'an event of no protocol',
      `42[${JSON.stringify(`${MARK}${number}`)},${hostileJson(random)}]`,
    );
  if (kind < 0.93)
    return going('a command without its answer', `42["command:send",${almostCommand(random)}]`);
  if (kind < 0.97) return going('an answer to nothing', `43${number}[${hostileJson(random)}]`);
  if (kind < 0.975) return last('broken JSON', frameOf(`42${brokenText(random)}`));
  if (kind < 0.98)
    return last(
      'a binary part that never comes',
      frameOf(`45${number}-["command:send",{"_placeholder":true,"num":${number}}]`),
    );
  if (kind < 0.985) return last('binary bytes', frameOf(Buffer.from(MARK), 2));
  if (kind < 0.99)
    return last('a frame that is too large', frameOf(`42["command:send","${'A'.repeat(20_000)}"]`));
  if (kind < 0.995) {
    const opcode = 3 + Math.floor(random() * 12);
    // A ping is answered by its own bytes: the form of sockets says so.
    return last('an opcode of its own', frameOf(opcode === 9 ? 'ping' : MARK, opcode));
  }
  return last('random bytes', Buffer.from(Array.from({ length: 64 }, () => Math.floor(random() * 256))));
}
