import type { Flaw, Subject } from './finding.ts';

/** The longest life of each class (PRIVACY 11). */
const LONGEST: Record<string, string> = {
  presence: '45m',
  r72h: '72h',
  request: 'close+72h',
  mission: 'end+24h',
  note: '7d',
  r13m: '13mo',
  audit: '6mo',
  backups: '30d',
};
const MINUTES: Record<string, number> = { m: 1, h: 60, d: 24 * 60, mo: 31 * 24 * 60 };

/**
 * What history keeps: what was released or sealed, the weekly counts, the reports in figures (PRV-35), and what was
 * erased. Nothing that somebody did.
 */
const THIRTEEN_MONTHS: ReadonlySet<string> = new Set([
  'SlotSealed',
  'CoverageReleased',
  'CapacityReleased',
  'WindowOpened',
  'WindowClosed',
  'WeekCounted',
  'ShareComputed',
  'FlowsCounted',
  'DaySheetFiled',
  'TourReportFiled',
  'Erased',
]);
/** What the ward is made of, beds and not stays; and what the territory's limits, hours and delays are: of nobody. */
const LASTING: ReadonlySet<string> = new Set([
  'BedInstalled',
  'BedRemoved',
  'SettingChanged',
  'SettingUndone',
  'SettingsTookEffect',
]);

/** V15: every event type has a retention class of the policy, and no class lives longer than the table says. */
export function livesAreShort({ policy, facts }: Subject): Flaw[] {
  return [...longLives(policy.retention), ...notes(policy), ...facts.events.flatMap(eventLife(policy))];
}

function longLives(retention: Readonly<Record<string, string>>): Flaw[] {
  const missing = Object.keys(LONGEST).filter((name) => retention[name] === undefined);
  return [
    ...missing.map((name) => ({ path: `retention.${name}`, reason: 'this class has no life' })),
    ...Object.entries(retention).flatMap(([name, life]) => {
      const longest = LONGEST[name];
      const path = `retention.${name}`;
      if (longest === undefined) return [{ path, reason: 'not a class of the table (PRIVACY 11)' }];
      return isWithin(life, longest) ? [] : [{ path, reason: `${life} is longer than ${longest}` }];
    }),
  ];
}

/** Lives that the policy states a second time, where they are used. */
function notes({ capture, roles, retention }: Subject['policy']): Flaw[] {
  const stated = [
    {
      path: 'capture.free_text.handover_note.days',
      life: `${capture.free_text.handover_note.days}d`,
      of: 'note',
    },
    ...(roles['lead']?.presence
      ? [{ path: 'roles.lead.presence.ttl_min', life: `${roles['lead'].presence.ttl_min}m`, of: 'presence' }]
      : []),
  ];
  return stated.flatMap(({ path, life, of }) => {
    const kept = retention[of];
    return kept === undefined || isWithin(life, kept)
      ? []
      : [{ path, reason: `${life} is longer than ${kept}` }];
  });
}

function eventLife({ retention }: Subject['policy']) {
  return ({ type, retention: name }: { type: string; retention: string }): Flaw[] => {
    const path = `events.${type}`;
    if (name === 'lasting') {
      return LASTING.has(type) ? [] : [{ path, reason: 'it would never be erased' }];
    }
    if (retention[name] === undefined) return [{ path, reason: `${name} is not a class of the policy` }];
    if (name === 'r13m' && !THIRTEEN_MONTHS.has(type)) {
      return [
        { path, reason: 'thirteen months is for what was released or reported, not for what somebody did' },
      ];
    }
    return [];
  };
}

function isWithin(life: string, longest: string): boolean {
  const [from, minutes] = partsOf(life);
  const [longestFrom, longestMinutes] = partsOf(longest);
  return from === longestFrom && minutes <= longestMinutes;
}

/** What a life is counted from (`close`, `end`, or its own moment) and its minutes. */
function partsOf(life: string): [from: string, minutes: number] {
  const [, from = '', count = '', unit = ''] = /^(?:(close|end)\+)?(\d+)(mo|m|h|d)$/.exec(life) ?? [];
  return [from, Number(count) * (MINUTES[unit] ?? Infinity)];
}
