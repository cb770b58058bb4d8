import type { PolicyDraft } from '#shared/policy/draft';
import { m } from '#lib/paraglide/messages.js';

/** Who approves a policy, by their office. */
export const OFFICE_WORDS: Readonly<Record<PolicyDraft['approvals'][number]['role'], () => string>> = {
  dpo: m.privacy_approval_dpo,
  'representant-terrain': m.privacy_approval_field,
};
