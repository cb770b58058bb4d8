import { assertNever } from '../../kernel/assert-never.ts';
import { elapsed, type Instant } from '../../kernel/instant.ts';
import type { D2oEvent } from '../d2o/evolve.ts';
import { holdOf, type D2oState } from '../d2o/state.ts';
import { facts, type Decision } from '../refusal.ts';
import { SILENCE_CLOSES_MS } from './clock.ts';
import type { AdmissionTimer } from './commands.ts';
import { endHold } from './hold.ts';
import { isOpen } from './state.ts';

/** What the server's clock does to a request. A timer that is early, or that the ward has overtaken, changes nothing. */
export function decideAdmissionTimer(
  timer: AdmissionTimer,
  state: D2oState,
  now: Instant,
): Decision<D2oEvent> {
  const { code } = timer;
  switch (timer.type) {
    case 'ExpireReservation': {
      const hold = holdOf(state, code);
      // A renewed hold has another `until`: the timer set for the first must not end it.
      if (hold?.bed.until !== timer.until || now < timer.until) return facts();
      return facts<D2oEvent>(...endHold(state, code, now, 'expiree'), {
        type: 'RequestReturnedToAssessment',
        code,
        at: now,
      });
    }
    case 'CloseSilentRequest': {
      const request = state.requests.get(code);
      if (!request || !isOpen(request)) return facts();
      if (elapsed(request.lastSignAt, now) < SILENCE_CLOSES_MS) return facts();
      return facts<D2oEvent>(
        { type: 'RequestLost', code, at: now },
        ...endHold(state, code, now, 'demande-close'),
      );
    }
    default:
      return assertNever(timer);
  }
}
