import { assertNever } from '#shared/kernel/assert-never';
import type { CommandId, PlacementCode } from '#shared/kernel/ids';
import { elapsed, MINUTE, type Instant } from '#shared/kernel/instant';
import type { Command } from '#shared/wire/up';
import type { DownstreamIntention, HospitalTeamIntention, PlacementIntention } from '../law/intention.ts';
import type { FinalAck } from './device.ts';
import type { Speaker } from './speaker.ts';

type Speak = (from: Speaker, command: Command) => Promise<FinalAck | undefined>;

const WARD: Speaker = { kind: 'ward' };
const MOBILE: Speaker = { kind: 'mobile' };
const COORDINATION: Speaker = { kind: 'coordination' };
/** The clock of a running demonstration is looked at ten times a second: what was intended is recorded this late at most. */
const RECORDED_WITHIN_MS = 10 * MINUTE;

/** Units, housing, hospital mobile teams and placements, each at the device of whoever speaks of them. */
export class DownstreamDesk {
  readonly #speak: Speak;
  /** Names that the server gave. What follows waits for them. */
  readonly #outings = new Map<string, Promise<CommandId | undefined>>();
  readonly #placements = new Map<string, Promise<PlacementCode | undefined>>();
  /** The steps of one placement wait for one another. */
  readonly #courses = new Map<string, Promise<unknown>>();

  constructor(speak: Speak) {
    this.#speak = speak;
  }

  /** Takes up placements opened before this demonstration started: `open` are those that the log holds. */
  recall(
    opened: Iterable<Pick<PlacementIntention, 'placement' | 'at'>>,
    open: readonly { readonly code: PlacementCode; readonly openedAt: Instant }[],
  ): void {
    const left = [...open].sort((a, b) => (a.openedAt < b.openedAt ? -1 : 1));
    for (const { placement, at } of opened) {
      const index = left.findIndex(({ openedAt }) => {
        const late = elapsed(at, openedAt);
        return late >= 0 && late <= RECORDED_WITHIN_MS;
      });
      const [found] = index < 0 ? [] : left.splice(index, 1);
      if (found) this.#placements.set(placement, Promise.resolve(found.code));
    }
  }

  async follow(intention: DownstreamIntention): Promise<void> {
    switch (intention.kind) {
      case 'unit-reported': {
        const { unit, free, occupied, closed } = intention;
        await this.#speak(WARD, { type: 'ReportUnit', unit, free, occupied, closed });
        return;
      }
      case 'unit-confirmed':
        await this.#speak(WARD, { type: 'ConfirmUnit', unit: intention.unit });
        return;
      case 'housing-reported': {
        const { line, capacity, taken, blocked, exitsThisWeek } = intention;
        await this.#speak(COORDINATION, {
          type: 'ReportHousing',
          line,
          capacity,
          taken,
          blocked,
          exitsThisWeek,
        });
        return;
      }
      case 'hospital-team-set':
      case 'outing-asked':
      case 'outing-accepted':
      case 'outing-refused':
      case 'outing-done':
        return this.#outing(intention);
      default:
        return this.#placement(intention);
    }
  }

  async #outing(intention: HospitalTeamIntention): Promise<void> {
    if (intention.kind === 'hospital-team-set') {
      const { hospitalTeam, availability, next } = intention;
      await this.#speak(MOBILE, { type: 'SetHospitalTeam', hospitalTeam, availability, next });
      return;
    }
    if (intention.kind === 'outing-asked') {
      const { hospitalTeam, team } = intention;
      const answer = this.#speak({ kind: 'team', team }, { type: 'AskJointOuting', hospitalTeam });
      const id = answer.then((ack) => (ack?.outcome === 'accepted' ? ack.id : undefined));
      this.#outings.set(intention.outing, id);
      await id;
      return;
    }
    const outing = await this.#outings.get(intention.outing);
    if (outing === undefined) return;
    switch (intention.kind) {
      case 'outing-accepted':
        await this.#speak(MOBILE, { type: 'AcceptJointOuting', outing });
        return;
      case 'outing-refused':
        await this.#speak(MOBILE, { type: 'RefuseJointOuting', outing, reason: intention.reason });
        break;
      case 'outing-done':
        await this.#speak(MOBILE, { type: 'CompleteJointOuting', outing });
        break;
      default:
        assertNever(intention);
    }
    this.#outings.delete(intention.outing);
  }

  #placement(intention: PlacementIntention): Promise<void> {
    const before = this.#courses.get(intention.placement) ?? Promise.resolve();
    const course = before.then(() => this.#step(intention));
    this.#courses.set(intention.placement, course);
    return course;
  }

  async #step(intention: PlacementIntention): Promise<void> {
    if (intention.kind === 'placement-opened') {
      const { sending, expertSupport } = intention;
      const answer = this.#speak(WARD, { type: 'OpenPlacement', sending, expertSupport });
      const code = answer.then((ack) =>
        ack?.outcome === 'accepted' ? (ack.code as PlacementCode | undefined) : undefined,
      );
      this.#placements.set(intention.placement, code);
      await code;
      return;
    }
    const placement = await this.#placements.get(intention.placement);
    if (placement === undefined) return;
    await this.#speak(WARD, commandFor(intention, placement));
    if (intention.kind !== 'placement-ended') return;
    this.#placements.delete(intention.placement);
    this.#courses.delete(intention.placement);
  }
}

function commandFor(
  intention: Exclude<PlacementIntention, { kind: 'placement-opened' }>,
  placement: PlacementCode,
): Command {
  switch (intention.kind) {
    case 'placement-advanced':
      return { type: 'AdvancePlacement', placement, step: intention.step };
    case 'residence-asked':
    case 'residence-accepted':
    case 'residence-declined': {
      const type = RESIDENCE_COMMANDS[intention.kind];
      return { type, placement, region: intention.region, residence: intention.residence };
    }
    case 'placement-ended':
      return { type: 'EndPlacement', placement, end: intention.end };
    default:
      return assertNever(intention);
  }
}

const RESIDENCE_COMMANDS = {
  'residence-asked': 'AskResidence',
  'residence-accepted': 'AcceptResidence',
  'residence-declined': 'DeclineResidence',
} as const;
