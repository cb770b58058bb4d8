import { assertNever } from '#shared/kernel/assert-never';
import type { CommandId } from '#shared/kernel/ids';
import type { Instant } from '#shared/kernel/instant';
import type { LeadEntity } from '#shared/view/lead';
import type { Command } from '#shared/wire/up';
import type { FieldReportIntention } from '../law/intention.ts';
import type { FinalAck } from './device.ts';
import { dispatchMoves, missionMoves, type Move } from './dispatch-moves.ts';
import type { Speaker } from './speaker.ts';

/** Whether the console says what is to be done once the day runs, or a script alone. */
export type Follows = 'console' | 'script';
type Speak = (from: Speaker, command: Command) => Promise<FinalAck | undefined>;

const LEAD: Speaker = { kind: 'lead' };

/**
 * The coordination desk: it files what residents say, and gives it to somebody. While the past is lived, it follows the
 * law; once the day runs, it looks at its console as anybody would, and leaves alone what somebody real has touched.
 */
export class DispatchDesk {
  readonly #speak: Speak;
  readonly #now: () => Instant;
  /** Names that the server knows, by those of the law. */
  readonly #reports = new Map<string, CommandId>();
  readonly #missions = new Map<string, CommandId>();
  /** The steps of one report wait for one another. */
  readonly #courses = new Map<string, Promise<unknown>>();
  readonly #moving = new Set<CommandId>();
  readonly #follows: Follows;
  #isLive = false;

  constructor(speak: Speak, now: () => Instant, follows: Follows) {
    this.#speak = speak;
    this.#now = now;
    this.#follows = follows;
  }

  /** What somebody else has filed, or given, under the script's name for it. */
  recall(name: string, { report, mission }: { report?: CommandId; mission?: CommandId }): void {
    if (report) this.#reports.set(name, report);
    if (mission) this.#missions.set(name, mission);
  }

  follow(intention: FieldReportIntention): Promise<void> {
    // From here on the console says what is to be done, also of what the law had begun.
    if (this.#isLive && intention.kind !== 'report-filed') return Promise.resolve();
    const before = this.#courses.get(intention.report) ?? Promise.resolve();
    const course = before.then(() => this.#step(intention));
    this.#courses.set(intention.report, course);
    return course;
  }

  /** Does what the console shows to be due. Called at each look at the clock, once the day runs. */
  async look(entities: readonly LeadEntity[], now: Instant): Promise<void> {
    this.#isLive = this.#follows === 'console';
    const due = this.#isLive ? dispatchMoves(entities, now) : this.#unscripted(entities, now);
    const moves = due.filter(({ about }) => !this.#moving.has(about));
    await Promise.all(
      moves.map(async ({ about, from, command }) => {
        this.#moving.add(about);
        await this.#speak(from, command);
        this.#moving.delete(about);
      }),
    );
  }

  /** A script knows its own missions; those that a person gave are taken as on any day. */
  #unscripted(entities: readonly LeadEntity[], now: Instant): readonly Move[] {
    const own = new Set(this.#missions.values());
    return missionMoves(entities, now).filter(({ about }) => !own.has(about));
  }

  async #step(intention: FieldReportIntention): Promise<void> {
    const name = intention.report;
    if (intention.kind === 'report-filed') return this.#file(intention);
    const report = this.#reports.get(name);
    if (report === undefined) return;
    switch (intention.kind) {
      case 'report-acknowledged':
        await this.#speak(LEAD, { type: 'AcknowledgeReport', report });
        return;
      case 'report-assigned':
        await this.#speak(LEAD, { type: 'AssignReport', report, to: intention.to });
        return;
      case 'report-reached':
        await this.#speak(LEAD, { type: 'ReachReport', report });
        return;
      case 'report-closed':
        await this.#speak(LEAD, { type: 'CloseReport', report, outcome: intention.outcome });
        this.#courses.delete(name);
        return;
      case 'mission-given': {
        const { team, place } = intention;
        const ack = await this.#speak(LEAD, { type: 'GiveMission', team, place, report });
        if (ack?.outcome === 'accepted') this.#missions.set(name, ack.id);
        return;
      }
      case 'mission-taken':
      case 'mission-reached':
      case 'mission-finished': {
        const mission = this.#missions.get(name);
        const from = { kind: 'team', team: intention.team } as const;
        if (mission) await this.#speak(from, { type: MISSION_COMMANDS[intention.kind], mission });
        return;
      }
      default:
        return assertNever(intention);
    }
  }

  async #file(intention: Extract<FieldReportIntention, { kind: 'report-filed' }>): Promise<void> {
    const { origin, place, what: kind, people, post } = intention;
    const from: Speaker = post === null ? LEAD : { kind: 'ratp', post };
    const ack = await this.#speak(from, {
      type: 'FileReport',
      origin,
      place,
      kind,
      people,
      seenAt: this.#now(),
    });
    if (ack?.outcome === 'accepted') this.#reports.set(intention.report, ack.id);
  }
}

const MISSION_COMMANDS = {
  'mission-taken': 'TakeMission',
  'mission-reached': 'ReachMission',
  'mission-finished': 'FinishMission',
} as const;
