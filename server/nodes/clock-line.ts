import { SECOND } from '#shared/kernel/instant';
import type { LogLine } from '#server/ports/logger';
import type { ClockVerdict } from './clock-watch.ts';

/** What the journal says when the clock of this server is found to stand otherwise, with the operator's next move. */
export function clockLine(is: ClockVerdict, aheadMs: number): LogLine {
  return { kind: 'clock', is, aheadSeconds: aheadMs / SECOND, next: NEXT[is] };
}

const NEXT: Record<ClockVerdict, string> = {
  right: 'nothing: it agrees with the others again',
  off: 'check the time service (NTP) of this machine',
  wrong:
    'set the clock of this machine (NTP): until then no one is sent here and nothing is decided here; it goes on by itself',
};
