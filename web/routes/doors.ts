import Bed from '@lucide/svelte/icons/bed';
import DoorOpen from '@lucide/svelte/icons/door-open';
import Hexagon from '@lucide/svelte/icons/hexagon';
import Monitor from '@lucide/svelte/icons/monitor';
import Smartphone from '@lucide/svelte/icons/smartphone';
import TrainFront from '@lucide/svelte/icons/train-front';
import { m } from '#lib/paraglide/messages.js';

/** The roles, in the order of their digit. One without `href` has no screen yet: it is named, and does not open. */
export const ROLES = [
  {
    role: m.landing_wall,
    sees: m.landing_wall_sees,
    never: m.landing_wall_never,
    Icon: Monitor,
    href: '/mur',
  },
  {
    role: m.landing_lead,
    sees: m.landing_lead_sees,
    never: m.landing_lead_never,
    Icon: Hexagon,
    href: '/maraudes',
  },
  { role: m.landing_hospital, sees: m.landing_hospital_sees, never: m.landing_hospital_never, Icon: Bed },
  {
    role: m.landing_outreach,
    sees: m.landing_outreach_sees,
    never: m.landing_outreach_never,
    Icon: Smartphone,
  },
  { role: m.landing_space, sees: m.landing_space_sees, never: m.landing_space_never, Icon: DoorOpen },
  { role: m.landing_ratp, sees: m.landing_ratp_sees, never: m.landing_ratp_never, Icon: TrainFront },
] as const;

/** Screens that belong to no role of their own; none exists yet. */
export const OFFICES = [m.landing_handover, m.landing_statistics, m.landing_administration] as const;
