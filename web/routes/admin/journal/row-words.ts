import { m } from '#lib/paraglide/messages.js';
import type { JournalGroup, JournalKind, JournalRow, JournalWho } from '#shared/access/journal-desk';
import { roleWords } from '../../confidentialite/phrases.ts';

const KINDS: Readonly<Record<JournalKind, () => string>> = {
  SignedIn: m.admin_kind_signed_in,
  SignInRefused: m.admin_kind_sign_in_refused,
  SecondFactorSet: m.admin_kind_second_factor,
  RecoveryCodesDrawn: m.admin_kind_recovery_codes,
  SessionsRevoked: m.admin_kind_sessions_revoked,
  ViewOpened: m.admin_kind_view_opened,
  CommandSent: m.admin_kind_command,
  AccountInvited: m.admin_kind_invited,
  AccountChanged: m.admin_kind_changed,
  AccountSuspended: m.admin_kind_suspended,
  AccountDeleted: m.admin_kind_deleted,
  ScreenPaired: m.admin_kind_paired,
  ScreenRevoked: m.admin_kind_screen_revoked,
  ScreenRefreshed: m.admin_kind_screen_refreshed,
  Exported: m.admin_kind_exported,
  JournalExported: m.admin_kind_journal_exported,
  AccessRefused: m.admin_kind_refused,
  PolicyInForce: m.admin_kind_policy,
  ConfigurationChanged: m.admin_kind_configuration,
};
export function kindWords(kind: JournalKind): string {
  return KINDS[kind]();
}

const GROUPS: Readonly<Record<JournalGroup, () => string>> = {
  regards: m.admin_group_looked,
  connexions: m.admin_group_entries,
  comptes: m.admin_group_accounts,
  commandes: m.admin_group_commands,
  ecrans: m.admin_group_screens,
  regles: m.admin_group_rules,
};
export function groupWords(group: JournalGroup): string {
  return GROUPS[group]();
}

/** A name while there is one; else the first signs of an id that nothing stands behind any more. */
export function whoWords(who: JournalWho): string {
  switch (who.kind) {
    case 'console':
      return m.admin_who_console();
    case 'anyone':
      return m.admin_who_anyone();
    case 'visitor':
      return m.admin_who_visitor();
    case 'account':
      return who.name;
    case 'screen':
      return m.admin_who_screen({ id: who.id.slice(0, 4) });
    case 'gone':
      return m.admin_who_gone({ id: who.id.slice(0, 4) });
  }
}

const DETAILS: Readonly<Record<string, () => string>> = {
  password: m.admin_detail_password,
  totp: m.admin_detail_totp,
  'recovery-code': m.admin_detail_recovery,
  provider: m.admin_detail_provider,
  invitation: m.admin_detail_invitation,
  'second-factor': m.admin_detail_second_factor,
  'not-active': m.admin_detail_not_active,
  grants: m.admin_grants,
  names: m.admin_detail_names,
  state: m.admin_state,
  asked: m.admin_detail_asked,
  reused: m.admin_detail_reused,
  unseen: m.admin_detail_unseen,
  none: m.admin_detail_none,
  territory: m.admin_detail_territory,
  thresholds: m.admin_detail_thresholds,
  places: m.admin_detail_places,
  screens: m.admin_detail_screens,
  policy: m.admin_detail_policy,
  exercise: m.admin_detail_exercise,
  csv: () => 'CSV',
  jsonl: () => 'JSON',
  view: m.admin_detail_view,
  command: m.admin_detail_command,
  page: m.admin_detail_page,
  file: m.admin_detail_file,
};
/** A word of a row: of a view or role, of its own list, or a command as the protocol names it. */
export function detailWords(word: string): string {
  return DETAILS[word]?.() ?? (/^[0-9a-f]{8,64}$/.test(word) ? word.slice(0, 8) : roleWords(word));
}

/** What changed: from what, to what. Empty when the row tells no change. */
export function changeWords({ before, after }: Pick<JournalRow, 'before' | 'after'>): string {
  const said = (words: readonly string[]) =>
    words.length === 0 ? m.admin_detail_none() : words.map(detailWords).join(', ');
  // A password that changed leaves the rights as they were: that is no change to tell.
  if (before.join() === after.join()) return '';
  return m.admin_from_to({ before: said(before), after: said(after) });
}
