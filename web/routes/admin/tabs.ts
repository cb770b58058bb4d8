import { m } from '#lib/paraglide/messages.js';

/** The parts of the administration, in the order of their tabs. Who may not open one does not see it. */
export const TABS = [
  { href: '/admin/comptes', words: m.admin_tab_accounts },
  { href: '/admin/ecrans', words: m.admin_tab_screens },
  { href: '/admin/territoire', words: m.admin_tab_territory },
  { href: '/admin/seuils', words: m.set_tab_delays },
  { href: '/admin/diffusion', words: m.admin_tab_policy },
  { href: '/admin/journal', words: m.admin_tab_journal },
  { href: '/admin/sante', words: m.admin_tab_health },
] as const;
