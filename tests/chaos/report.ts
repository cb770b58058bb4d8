import type { ChaosReport } from './chaos.ts';
import type { Finding } from './check.ts';

/** The rules that a run broke. */
export function brokenOf({ findings }: ChaosReport): Finding[] {
  return findings.filter(({ found }) => found.length > 0);
}

/** A run on a page: what was done to it, what it carried, and each rule with the first of what breaks it. */
export function pageOf(
  title: string,
  { faults, ledger, screens, position, findings, told }: ChaosReport,
): string {
  const acks = [...ledger.answered.values()].map(({ ack }) => ack);
  const accepted = acks.filter(({ outcome }) => outcome === 'accepted').length;
  const refusals = counted(acks.flatMap((ack) => (ack.outcome === 'refused' ? [ack.refusal] : [])));
  const sum = (of: (screen: (typeof screens)[number]) => number) =>
    screens.reduce((all, screen) => all + of(screen), 0);
  const resets = screens.flatMap((screen) => [...screen.resets]).map(([why, times]) => `${times} ${why}`);
  return `
${title}
${[...faults].map(([name, times]) => `  ${String(times).padStart(4)}  ${name}`).join('\n')}

${ledger.sent} commands, ${ledger.copies} copied on their way, ${ledger.resent} sent again (${ledger.unanswered} without an answer).
${accepted} accepted, ${acks.length - accepted} refused (${refusals}); ${position} events.
${screens.length} screens moved ${sum(({ moves }) => moves)} times, found ${sum(({ gaps }) => gaps)} gaps; started again: ${resets.join(', ') || 'never'}.
${[...told].map(([line, times]) => `  ${times} x ${line}`).join('\n')}

${findings.map(lineOf).join('\n')}
`;
}

function lineOf({ rule, found }: Finding): string {
  const first = found.slice(0, 5).map((each) => `\n            ${each}`);
  const more = found.length > 5 ? `\n            and ${found.length - 5} more` : '';
  return `  ${found.length === 0 ? 'holds ' : 'BROKEN'}  ${rule}${first.join('')}${more}`;
}

function counted(kinds: readonly string[]): string {
  const times = new Map<string, number>();
  for (const kind of kinds) times.set(kind, (times.get(kind) ?? 0) + 1);
  return [...times].map(([kind, many]) => `${many} ${kind}`).join(', ') || 'none';
}
