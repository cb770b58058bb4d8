import { m } from '#lib/paraglide/messages.js';
import type { CountedRow } from '#shared/domain/alarm/spells';
import type { AlarmDelays } from '#shared/domain/territory-settings/commands';

export const DELAY_WORDS: Readonly<Record<keyof AlarmDelays, () => string>> = {
  reportAcknowledgeMin: m.set_delay_reportAcknowledgeMin,
  silentWarnMin: m.set_delay_silentWarnMin,
  silentMin: m.set_delay_silentMin,
  exitGraceMin: m.set_delay_exitGraceMin,
  holdEndsSoonMin: m.set_delay_holdEndsSoonMin,
  cleaningMin: m.set_delay_cleaningMin,
  restSpaceSilentMin: m.set_delay_restSpaceSilentMin,
  perilMin: m.set_delay_perilMin,
};

/** What the pack's own schema lets a delay be, in minutes. */
export const DELAY_BOUNDS: Readonly<Record<keyof AlarmDelays, { least: number; most: number }>> = {
  reportAcknowledgeMin: { least: 1, most: 240 },
  silentWarnMin: { least: 1, most: 240 },
  silentMin: { least: 1, most: 240 },
  exitGraceMin: { least: 0, most: 120 },
  holdEndsSoonMin: { least: 1, most: 240 },
  cleaningMin: { least: 1, most: 1440 },
  restSpaceSilentMin: { least: 1, most: 1440 },
  perilMin: { least: 1, most: 240 },
};

/** The delay that each counted rule waits for. */
export const DELAY_OF_ROW: Readonly<Record<CountedRow, keyof AlarmDelays>> = {
  A3: 'reportAcknowledgeMin',
  A5: 'holdEndsSoonMin',
  A9: 'cleaningMin',
  A10: 'restSpaceSilentMin',
};
