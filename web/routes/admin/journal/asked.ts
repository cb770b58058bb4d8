import { JOURNAL_GROUPS, type JournalAsked, type JournalGroup } from '#shared/access/journal-desk';
import { timezone } from '#lib/territory.ts';
import { dateAfter, instantAtLocal, localDateSchema } from '#shared/kernel/local-time';

/** What the filters say, as the address holds it. What is none of their words filters nothing. */
export type Filters = {
  readonly sorte: JournalGroup | '';
  readonly personne: string;
  /** A day of the territory, `2026-11-22`; empty for every day. */
  readonly jour: string;
  readonly avant: number | null;
};

const WORD = /^(console|anyone|visitor|[0-9a-f-]{36})$/;

export function filtersOf(address: URLSearchParams): Filters {
  const sorte = address.get('sorte') ?? '';
  const personne = address.get('personne') ?? '';
  const day = localDateSchema.safeParse(address.get('jour'));
  const avant = Number(address.get('avant') ?? '');
  return {
    sorte: sorte in JOURNAL_GROUPS ? (sorte as JournalGroup) : '',
    personne: WORD.test(personne) ? personne : '',
    jour: day.success ? day.data : '',
    avant: Number.isSafeInteger(avant) && avant > 0 ? avant : null,
  };
}

/** What the server is asked: a day is from its first local minute to the next day's. */
export function askedBy({ sorte, personne, jour, avant }: Filters): JournalAsked {
  const day = localDateSchema.safeParse(jour);
  return {
    kinds: sorte === '' ? null : JOURNAL_GROUPS[sorte],
    who: personne === '' ? null : personne,
    from: day.success ? instantAtLocal(timezone, day.data, 0) : null,
    until: day.success ? instantAtLocal(timezone, dateAfter(day.data, 1), 0) : null,
    before: avant,
  };
}

/** The address of the rows that come before these, under the same filters. */
export function addressOf({ sorte, personne, jour }: Filters, avant: number | null): string {
  const words = { sorte, personne, jour, avant: avant === null ? '' : String(avant) };
  const said = Object.entries(words).filter(([, word]) => word !== '');
  return said.length === 0 ? '/admin/journal' : `?${new URLSearchParams(said).toString()}`;
}
