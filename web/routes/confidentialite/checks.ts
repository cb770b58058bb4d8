import { m } from '#lib/paraglide/messages.js';
import { INVARIANTS, type InvariantId } from '#shared/policy/lint';
import { OFFICE_WORDS } from './offices.ts';

export type Warning = { readonly invariant: string; readonly reason: string };
export type Check = {
  readonly id: InvariantId;
  readonly says: string;
  readonly result:
    { readonly kind: 'held' | 'later' } | { readonly kind: 'warned'; readonly reasons: string[] };
};

const SAYS: Record<InvariantId, () => string> = {
  V1: m.privacy_v_1,
  V2: m.privacy_v_2,
  V3: m.privacy_v_3,
  V4: m.privacy_v_4,
  V5: m.privacy_v_5,
  V6: m.privacy_v_6,
  V7: m.privacy_v_7,
  V8: m.privacy_v_8,
  V9: m.privacy_v_9,
  V10: m.privacy_v_10,
  V11: m.privacy_v_11,
  V12: m.privacy_v_12,
  V13: m.privacy_v_13,
  V14: m.privacy_v_14,
  V15: m.privacy_v_15,
  V16: m.privacy_v_16,
  V17: m.privacy_v_17,
  V18: m.privacy_v_18,
  V19: m.privacy_v_19,
  V20: m.privacy_v_20,
  V21: m.privacy_v_21,
  V22: m.privacy_v_22,
  V23: m.privacy_v_23,
};

/** Each invariant of the linter with its result in the server that answers: had one failed, it would not have started. */
export function checksOf(warnings: readonly Warning[]): Check[] {
  return (Object.keys(INVARIANTS) as InvariantId[]).map((id) => {
    const reasons = warnings.filter(({ invariant }) => invariant === id).map(({ reason }) => reason);
    const says = SAYS[id]();
    if (reasons.length > 0) return { id, says, result: { kind: 'warned', reasons } };
    return { id, says, result: { kind: INVARIANTS[id].check === null ? 'later' : 'held' } };
  });
}

/** Why the linter warns, as people say it: whoever has not approved by their office. Any other reason as it came. */
export function reasonWords(id: InvariantId, reason: string): string {
  if (id !== 'V20') return reason;
  const awaited = Object.entries(OFFICE_WORDS).filter(([role]) => reason.includes(role));
  if (awaited.length === 0) return reason;
  return m.privacy_v_20_awaited({ who: awaited.map(([, words]) => words()).join(', ') });
}
