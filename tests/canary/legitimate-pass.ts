import type { DeclarePass } from '#shared/domain/pass/commands';
import type { CommandId } from '#shared/kernel/ids';
import { pass, slotAt, zone } from '../support/said.ts';
import { wordForm, type Form } from './form.ts';

/** The one pass of the run, in the zone that holds the planted point; nobody else's is like it. */
export const PASS_ID = '7b3f9d52-6c1e-4a80-9e47-d5c8b1a6f324' as CommandId;
export const PASS_TEAM = 'T1';
export const PASS: DeclarePass = pass(zone('z-rosa-parks'), slotAt('17:00'), '10-19', ['psy', 'hebergement']);

/** Each thing that the pass says, as it would be read in a frame, a row or a page. */
export const PASS_FORMS: readonly Form[] = [
  wordForm('id', PASS_ID),
  wordForm('id, without hyphens', PASS_ID.replaceAll('-', '')),
  wordForm('zone', PASS.place.id),
  wordForm('slot', PASS.slot),
  wordForm('people', PASS.people),
  ...PASS.needs.map((need) => wordForm('needs', `"${need}"`)),
];
