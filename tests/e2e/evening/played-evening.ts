import { expect } from 'vitest';
import type { EventLog } from '#server/log/event-log';
import { randomIds } from '#server/ports/ids';
import { recordedClosures } from '#server/transport/recorded';
import { RETENTION } from '#shared/domain/aggregates';
import { admissionCodeSchema, commandIdSchema, type CommandId } from '#shared/kernel/ids';
import { localHourOf } from '#shared/kernel/local-time';
import { Cast } from '../../../server/demo/actors/cast.ts';
import { eveningOf, type Moment } from '../../../server/demo/evening/evening.ts';
import type { Who } from '../../../server/demo/evening/moment.ts';
import type { Intention } from '../../../server/demo/law/intention.ts';
import { PATIENCE } from '../../support/browser.ts';
import { connect } from '../../support/client.ts';
import { space } from '../../support/said.ts';
import { territory, type Served } from '../../support/served-app.ts';
import { factsOf } from './facts-of.ts';

/** Somebody of the script who acts at a screen; the others act through the demonstration's own devices. */
export type Hands = (intention: Intention) => Promise<void>;

const IDENTIFIERS = new URL('../../../shared/territories/paris-nord-est/idfm.json', import.meta.url);

/** The script of `npm run demo:evening`, played on a server of the test: moment by moment, each seen in the log before the next. */
export class PlayedEvening {
  readonly #served: Served;
  readonly #log: EventLog;
  readonly #cast: Cast;
  readonly #moments: Moment[];
  readonly #hands = new Map<Who, Hands>();
  readonly #reports = new Map<string, CommandId>();
  /** What the server answered otherwise than by taking it. */
  readonly refused: string[] = [];
  /** Every fact that the script calls for so far, by kind. */
  readonly #owed = new Map<string, number>();
  readonly #offline = new Set<Who>();
  /** What waits on a device that has no network. */
  readonly #withheld: string[] = [];
  #begun = 0;
  #next = 0;

  private constructor(served: Served, log: EventLog) {
    this.#served = served;
    this.#log = log;
    this.#moments = eveningOf(territory, served.clock.now());
    this.#cast = new Cast({
      url: served.url,
      territory,
      clock: served.clock,
      newId: () => randomIds.command(),
      follows: 'script',
      readFeed: () => served.app.tellClosures(recordedClosures(territory, IDENTIFIERS, served.clock.now())),
      onAnswer: (asked, { outcome }) => {
        if (outcome !== 'accepted' && outcome !== 'volatile') this.refused.push(`${asked} ${outcome}`);
      },
    });
  }

  /** The spaces are open and the ward has its beds: what was there before the evening. */
  static async begin(served: Served, log: EventLog): Promise<PlayedEvening> {
    const evening = new PlayedEvening(served, log);
    await evening.#cast.ward.installBeds();
    for (const { id } of territory.services.restSpaces) {
      const tablet = await connect(served.url, { door: 'restspace', space: space(id) });
      await tablet.send({ type: 'OpenRestSpace', space: space(id), regime: 'jour' });
      await tablet.send({ type: 'RecountRestSpace', space: space(id), present: 3, reason: 'releve' });
      tablet.close();
    }
    evening.#begun = log.head();
    return evening;
  }

  embody(who: Who, hands: Hands): void {
    this.#hands.set(who, hands);
  }

  /** The id that the server knows a report of the script by. */
  report(name: string): CommandId {
    const id = this.#reports.get(name);
    if (!id) throw new Error(`${name} is not filed yet`);
    return id;
  }

  /** Plays every moment up to this hour, included; the clock stands then at that hour. */
  async until(hour: string): Promise<void> {
    for (
      let next = this.#moments[this.#next];
      next && this.#hourOf(next) <= hour;
      next = this.#moments[this.#next]
    ) {
      this.#next += 1;
      await this.#served.at(next.intention.at);
      await this.#act(next);
    }
  }

  /** What the log holds since the evening began, by kind, the clock's own facts apart. */
  async recorded(): Promise<Record<string, number>> {
    const tally = new Map<string, number>();
    for (const { kind } of await this.#since())
      if (kind in RETENTION && kind !== 'SlotSealed') add(tally, kind);
    return sorted(tally);
  }

  /** What the script calls for so far, by kind. */
  owed(also: readonly string[] = []): Record<string, number> {
    const tally = new Map(this.#owed);
    for (const kind of also) add(tally, kind);
    return sorted(tally);
  }

  /** The facts of this kind since the evening began. */
  async facts(kind: string): Promise<Record<string, unknown>[]> {
    const records = await this.#since();
    return records.filter((each) => each.kind === kind).map(({ event }) => event as Record<string, unknown>);
  }

  /** The commands that each fact came from: a command that is sent again makes no second one. */
  async commandIds(): Promise<string[]> {
    return (await this.#since()).map(({ commandId, kind }) => `${commandId} ${kind}`);
  }

  moments(): readonly Moment[] {
    return this.#moments;
  }

  stop(): void {
    this.#cast.stop();
  }

  async #act({ who, intention }: Moment): Promise<void> {
    const hands = this.#hands.get(who);
    const done = hands ? hands(intention) : this.#cast.follow(intention);
    // A device without network answers nobody: what it was told waits on it.
    if (hands || !this.#offline.has(who)) await done;
    if (intention.kind === 'network-lost') this.#offline.add(who);
    if (intention.kind === 'network-back') this.#offline.delete(who);
    const facts = factsOf(intention, this.#moments);
    if (this.#offline.has(who)) {
      this.#withheld.push(...facts);
      return;
    }
    const back = intention.kind === 'network-back' ? this.#withheld.splice(0) : [];
    for (const kind of [...facts, ...back]) add(this.#owed, kind);
    await this.#untilRecorded(intention);
    await this.#learn(intention);
  }

  async #untilRecorded({ kind, at }: Intention): Promise<void> {
    const owed = this.owed();
    const what = `${kind} at ${localHourOf(territory.rhythm.timezone, at)}`;
    await expect
      .poll(async () => [what, only(await this.recorded(), owed)], { ...PATIENCE, timeout: 45_000 })
      .toEqual([what, owed]);
  }

  /** The names that the server gave, for those who go on from them. */
  async #learn(intention: Intention): Promise<void> {
    switch (intention.kind) {
      case 'report-filed': {
        const [filed, joined] = [await this.facts('ReportFiled'), await this.facts('ReportJoined')];
        const id = commandIdSchema.parse(
          intention.report.endsWith('-bis') ? joined.at(-1)?.['filing'] : filed.at(-1)?.['report'],
        );
        this.#reports.set(intention.report, id);
        return this.#cast.dispatch.recall(intention.report, { report: id });
      }
      case 'mission-given': {
        const given = (await this.facts('MissionGiven')).at(-1);
        return this.#cast.dispatch.recall(intention.report, {
          mission: commandIdSchema.parse(given?.['mission']),
        });
      }
      case 'admission-requested': {
        const asked = (await this.facts('AdmissionRequested')).at(-1);
        return this.#cast.ward.recall(intention.request, admissionCodeSchema.parse(asked?.['code']));
      }
      default:
    }
  }

  async #since() {
    const records = await this.#log.read(this.#begun, 1_000_000);
    // What the clock restates each hour, so that its history may go, was done before.
    return records.filter(({ commandId }) => !commandId.startsWith('carry:'));
  }

  #hourOf({ intention }: Moment): string {
    return localHourOf(territory.rhythm.timezone, intention.at);
  }
}

function add(tally: Map<string, number>, kind: string): void {
  tally.set(kind, (tally.get(kind) ?? 0) + 1);
}

function sorted(tally: ReadonlyMap<string, number>): Record<string, number> {
  return Object.fromEntries([...tally].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The same figures, of these kinds alone: the clock may have added others. */
function only(tally: Record<string, number>, of: Record<string, number>): Record<string, number> {
  return Object.fromEntries(Object.keys(of).map((kind) => [kind, tally[kind] ?? 0]));
}
