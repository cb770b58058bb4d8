import { Draft } from '#server/commands/draft';
import { decideCommand } from '#server/commands/decide';
import type { DurableCommand } from '#server/commands/decide';
import { releaseCapacity, runClockwork } from '#server/commands/clockwork';
import type { LogEvent } from '#server/commands/event';
import { World } from '#server/commands/world';
import type { Append } from '#server/log/event-log';
import { releaseView } from '#server/release/release';
import { Released } from '#server/release/released';
import type { ViewKey } from '#server/release/views';
import { CODE_ALPHABET, type AdmissionCode, type CommandId, type TeamId } from '#shared/kernel/ids';
import { instantAt, MINUTE } from '#shared/kernel/instant';
import { SLOT_MS } from '#shared/kernel/slot';
import type { Policy } from '#shared/policy/schema';
import type { Territory } from '#shared/territory/schema';
import { NO_REVISION, type Revision } from '#shared/view/revision';
import type { CapacityReleased, CoverageReleased } from '#server/release/events';

export type Message = { readonly id: CommandId; readonly at: number; readonly command: DurableCommand };

/** What the product recorded as released, what a wall was sent, and what it kept. */
export type Recording = {
  readonly releases: readonly CoverageReleased[];
  readonly capacity: readonly CapacityReleased[];
  /** Each frame of each view but the leads', in bytes, with the moment it left. Empty when none was asked for. */
  readonly frames: readonly { readonly view: ViewKey; readonly at: number; readonly bytes: string }[];
  readonly appends: readonly Append[];
};

/** `half-hours`: coverage alone is watched. `minutes`: capacities too, at each of their ticks, as a server at work does. */
type Pace = 'half-hours' | 'minutes';

export type Span = {
  readonly from: number;
  readonly to: number;
  readonly pace?: Pace;
  /** What is released of capacities between their ticks: what may not wait, or (a broken build) everything. */
  readonly between?: 'immediate' | 'tick';
  /** Whether screens watch: every view but the leads'. Attacks on coverage read the recorded releases instead. */
  readonly isWatched?: boolean;
};

/** Who files every request of a run: it is in no view but the post's own. */
const POST = 'T1' as TeamId;
const POLICY_HASH = '0'.repeat(64);

/**
 * Runs the product's own decisions, clockwork, folds and release gate over a day: no socket, no disk. Its log is the
 * list of what it appended, so that two runs can be compared byte for byte.
 */
export function runProduct(
  territory: Territory,
  policy: Policy,
  messages: readonly Message[],
  { from, to, pace = 'half-hours', between = 'immediate', isWatched = false }: Span,
): Recording {
  const world = new World(territory, policy);
  const appends: Append[] = [];
  const frames: { view: ViewKey; at: number; bytes: string }[] = [];
  const answered = new Set<CommandId>();
  const held = new Map<ViewKey, Revision>();

  const commit = (draft: Draft) => {
    for (const append of draft.appends) {
      appends.push(append);
      for (const { event } of append.events) {
        world.apply({
          position: world.position + 1,
          stream: append.stream,
          version: world.version(append.stream) + 1,
          kind: (event as LogEvent).type,
          event,
          commandId: append.commandId,
        });
      }
    }
  };
  const show = (at: number) => {
    if (!isWatched) return;
    for (const view of world.views.keys) {
      const { revision } = world.views.of(view);
      if (view === 'lead' || revision === held.get(view)) continue;
      const since = held.get(view) ?? NO_REVISION;
      const frame = Released.open(releaseView(world.views, view, since, instantAt(at)));
      held.set(view, revision);
      frames.push({ view, at, bytes: JSON.stringify(frame) });
    }
  };
  const clock = (since: number, until: number) => {
    const draft = new Draft(world);
    runClockwork(draft, world, instantAt(since), instantAt(until), POLICY_HASH);
    commit(draft);
    show(until);
  };

  let next = 0;
  let code = 0;
  const freshCode = () => codeOf((code += 1));
  const step = pace === 'minutes' ? MINUTE : SLOT_MS;
  for (let tick = from; tick <= to; tick += step) {
    for (let message = messages[next]; message && message.at < tick; message = messages[++next]) {
      // A repeat gets its first answer again: the log keeps answers, and here this set does.
      if (answered.has(message.id)) continue;
      answered.add(message.id);
      const now = instantAt(Math.floor(message.at));
      const draft = new Draft(world);
      // No fact of a pass says who declared it, and tours are no part of the study: nobody is asked to be on one.
      const filedBy = message.command.type === 'DeclarePass' ? 'lead' : POST;
      decideCommand(draft, world, message.id, message.command, now, freshCode, filedBy);
      commit(draft);
      if (pace === 'half-hours') continue;
      const urgent = new Draft(world);
      releaseCapacity(urgent, world, now, between, POLICY_HASH);
      commit(urgent);
      show(Math.floor(message.at));
    }
    clock(tick - 1, tick);
  }
  const events = appends.flatMap((append) => append.events.map(({ event }) => event as LogEvent));
  return {
    releases: events.filter((event) => event.type === 'CoverageReleased'),
    capacity: events.filter((event) => event.type === 'CapacityReleased'),
    frames,
    appends,
  };
}

function codeOf(ordinal: number): AdmissionCode {
  const digits = Array.from({ length: 6 }, (_, i) => Math.floor(ordinal / CODE_ALPHABET.length ** i));
  return digits.map((digit) => CODE_ALPHABET[digit % CODE_ALPHABET.length]).join('') as AdmissionCode;
}
