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

/**
 * One message of a link that has connected. `replay`: a command that was taken before, with its id. Frames that end their
 * link (too large, no protocol) are rare, so that the others have links to be sent on.
 */
export function hostileFrame(random: Random, replay: string): { bytes: Buffer; ends: boolean } {
  const going = (text: string) => ({ bytes: frameOf(text), ends: false });
  const last = (bytes: Buffer) => ({ bytes, ends: true });
  const number = Math.floor(random() * 1_000);
  const kind = random();
  if (kind < 0.35) return going(`42${number}["command:send",${almostCommand(random)}]`);
  if (kind < 0.55) return going(`42${number}["command:send",${hostileJson(random)}]`);
  if (kind < 0.65) return going(`42${number}["command:send",${replay}]`);
  if (kind < 0.8) return going(`42["view:sync",${hostileJson(random)}]`);
  if (kind < 0.87) return going(`42[${JSON.stringify(`${MARK}${number}`)},${hostileJson(random)}]`);
  if (kind < 0.93) return going(`42["command:send",${almostCommand(random)}]`);
  if (kind < 0.97) return going(`43${number}[${hostileJson(random)}]`);
  if (kind < 0.975) return last(frameOf(`42${brokenText(random)}`));
  if (kind < 0.98) return last(frameOf(`45${number}-["command:send",{"_placeholder":true,"num":${number}}]`));
  if (kind < 0.985) return last(frameOf(Buffer.from(MARK), 2));
  if (kind < 0.99) return last(frameOf(`42["command:send","${'A'.repeat(20_000)}"]`));
  if (kind < 0.995) {
    const opcode = 3 + Math.floor(random() * 12);
    // A ping is answered by its own bytes: the form of sockets says so.
    return last(frameOf(opcode === 9 ? 'ping' : MARK, opcode));
  }
  return last(Buffer.from(Array.from({ length: 64 }, () => Math.floor(random() * 256))));
}
