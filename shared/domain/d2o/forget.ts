import type { AdmissionCode } from '../../kernel/ids.ts';
import type { D2oState } from './state.ts';

/** The ward without requests that were erased (PRV-33): their codes are then unknown, and may be drawn again. */
export function forgetRequests(state: D2oState, codes: Iterable<AdmissionCode>): D2oState {
  const requests = new Map(state.requests);
  for (const code of codes) requests.delete(code);
  return { ...state, requests };
}
