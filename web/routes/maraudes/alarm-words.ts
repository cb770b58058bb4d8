import { m } from '#lib/paraglide/messages.js';
import { MINUTE, elapsed } from '#shared/kernel/instant';
import { localHourOf } from '#shared/kernel/local-time';
import type { Call, LeadAlarm } from './alarms.ts';
import type { Board } from './board.svelte.ts';
import { namedPlace } from './place-words.ts';
import { minutesWords } from './words.ts';

/** What the line of the alarms says: many at once are a number and their probable cause. */
export function callWords(call: Call, board: Board): string {
  if (call.kind === 'une') return alarmWords(call, board);
  const n = call.alarms.length;
  return call.cause === 'liaison' ? m.lead_alarms_link({ n }) : m.lead_alarms_together({ n });
}

/** An alarm as one sentence. It names a team's place only where the teams themselves are shown. */
export function alarmWords(alarm: LeadAlarm, board: Board): string {
  const { row, about, keys, state } = alarm;
  const { timezone } = board.facts;
  switch (row) {
    case 'A1':
      return m.lead_alarm_danger({ team: about });
    case 'A2': {
      if (state.kind === 'revenue') {
        return m.lead_alarm_over({ team: about, hour: localHourOf(timezone, state.at) });
      }
      const silent = board.teams.find(({ team }) => team === about);
      const minutes = silent?.silentFor ?? Math.floor(Math.max(0, elapsed(alarm.since, board.now)) / MINUTE);
      const exit = silent?.exitAt;
      const erased = board.hidden ? null : silent?.presence?.erasedAt;
      return [
        exit
          ? m.lead_alarm_exit({ team: about, hour: localHourOf(timezone, exit) })
          : m.lead_alarm_silent({ team: about, time: minutesWords(minutes) }),
        erased ? `, ${m.lead_erased_at({ hour: localHourOf(timezone, erased) })}` : '',
      ].join('');
    }
    case 'A3': {
      const report = board.known.reports.find(({ id }) => id === about);
      if (!report) return m.lead_alarm_ratp();
      return m.lead_alarm_ratp_at({ place: namedPlace(board.facts, report.place).name });
    }
    case 'A4':
      return m.lead_alarm_admission();
    case 'A6':
      return m.lead_alarm_saturated({ space: about });
    case 'A7':
      return m.lead_alarm_peril({ n: keys.length });
    case 'A8':
      return m.lead_alarm_missed({ n: keys.length });
    case 'A11':
      return about === 'mur' ? m.lead_alarm_wall() : m.lead_alarm_tablet({ space: about });
    case 'A12':
      return m.lead_alarm_feed();
    case 'A13':
      return m.lead_alarm_release();
  }
}
