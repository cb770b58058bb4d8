import type { Spell } from '#shared/domain/alarm/spells';
import { evolveD2o, type D2oEvent } from '#shared/domain/d2o/evolve';
import { initialD2o } from '#shared/domain/d2o/state';
import { evolveDispatch, type DispatchEvent } from '#shared/domain/dispatch/evolve';
import { initialDispatch } from '#shared/domain/dispatch/state';
import { isReportOpen } from '#shared/domain/field-report/state';
import { evolveRestSpace } from '#shared/domain/rest-space/evolve';
import { initialRestSpace, type RestSpaceState } from '#shared/domain/rest-space/state';
import type { RestSpaceId } from '#shared/kernel/ids';
import type { Instant } from '#shared/kernel/instant';
import { restSpaceStream } from '#server/commands/aggregates';
import type { LogEvent } from '#server/commands/event';
import type { EventRecord } from '#server/log/event-log';

type Cause = Pick<Spell, 'row' | 'about' | 'from'>;
/** What the causes of one aggregate are read from. */
type Part = 'dispatch' | 'd2o' | `rest-space:${RestSpaceId}`;

/**
 * What could have called, read again from the facts that are kept: the causes are those of `alarm-facts.ts`, each with
 * when it began and ended. Records come in the order of their positions.
 */
export class AlarmSpells {
  #dispatch = initialDispatch;
  #d2o = initialD2o;
  readonly #spaces = new Map<RestSpaceId, RestSpaceState>();
  readonly #open = new Map<string, { cause: Cause; part: Part; opened: Instant }>();
  readonly #closed: Spell[] = [];

  apply({ event: written, stream }: Pick<EventRecord, 'event' | 'stream'>): void {
    const event = written as LogEvent;
    if (!('at' in event)) return;
    if (stream === 'dispatch') {
      this.#dispatch = evolveDispatch(this.#dispatch, event as DispatchEvent);
      this.#compare('dispatch', this.#unheard(), event.at);
    } else if (stream === 'd2o') {
      this.#d2o = evolveD2o(this.#d2o, event as D2oEvent);
      this.#compare('d2o', this.#ofWard(), event.at);
    } else if ('space' in event && stream === restSpaceStream(event.space).stream) {
      const known = this.#spaces.get(event.space) ?? initialRestSpace;
      const state = evolveRestSpace(known, event);
      this.#spaces.set(event.space, state);
      const causes: Cause[] =
        state.kind === 'ouvert' ? [{ row: 'A10', about: event.space, from: state.lastSignAt }] : [];
      this.#compare(`rest-space:${event.space}`, causes, event.at);
    }
  }

  /** Every spell so far, those that are not over included. */
  get spells(): readonly Spell[] {
    const open = [...this.#open.values()].map(({ cause, opened }) => ({ ...cause, opened, closed: null }));
    return [...this.#closed, ...open];
  }

  #unheard(): Cause[] {
    return [...this.#dispatch.reports].flatMap(([about, report]) => {
      const isUnheard =
        isReportOpen(report) && report.step === 'recu' && report.filings.some(({ post }) => post !== null);
      return isUnheard ? [{ row: 'A3', about, from: report.filedAt } as const] : [];
    });
  }

  #ofWard(): Cause[] {
    return [...this.#d2o.beds].flatMap(([about, bed]): Cause[] => {
      if (bed.state === 'reserve') return [{ row: 'A5', about, from: bed.until }];
      return bed.state === 'menage' ? [{ row: 'A9', about, from: bed.since }] : [];
    });
  }

  /** Of one part: what is no more a cause ends at this moment, what is one since begins. */
  #compare(part: Part, causes: readonly Cause[], at: Instant): void {
    const now = new Map(causes.map((cause) => [`${cause.row} ${cause.about} ${cause.from}`, cause]));
    for (const [key, open] of this.#open) {
      if (open.part !== part || now.has(key)) continue;
      this.#open.delete(key);
      this.#closed.push({ ...open.cause, opened: open.opened, closed: at });
    }
    for (const [key, cause] of now) {
      if (!this.#open.has(key)) this.#open.set(key, { cause, part, opened: at });
    }
  }
}
