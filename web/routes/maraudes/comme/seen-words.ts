import { m } from '#lib/paraglide/messages.js';
import type { SeenByLead } from '#shared/view/sees-as';

/** Who is sent what a lead looks at. */
export const SEEN_WORDS: Record<SeenByLead, () => string> = {
  coordination: m.lead_as_coordination,
  wall: m.lead_as_wall,
  ratp: m.lead_as_ratp,
};
