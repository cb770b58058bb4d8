import { assertNever } from '../../kernel/assert-never.ts';
import type { MaraudeEvent } from './events.ts';
import type { Maraudes } from './state.ts';

/** What a fact changes among the tours. What is said of one that was erased changes nothing. */
export function evolveMaraudes(maraudes: Maraudes, event: MaraudeEvent): Maraudes {
  switch (event.type) {
    case 'MaraudeOpened': {
      const { maraude, team, level, at } = event;
      return new Map(maraudes).set(maraude, { team, level, openedAt: at, closedAt: null, reported: false });
    }
    case 'MaraudeClosed': {
      const known = maraudes.get(event.maraude);
      return known ? new Map(maraudes).set(event.maraude, { ...known, closedAt: event.at }) : maraudes;
    }
    case 'MaraudeReported': {
      const known = maraudes.get(event.maraude);
      return known ? new Map(maraudes).set(event.maraude, { ...known, reported: true }) : maraudes;
    }
    case 'TourReportFiled':
      return maraudes;
    default:
      return assertNever(event);
  }
}
