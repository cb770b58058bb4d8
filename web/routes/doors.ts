import Bed from '@lucide/svelte/icons/bed';
import ChartNoAxesColumn from '@lucide/svelte/icons/chart-no-axes-column';
import DoorOpen from '@lucide/svelte/icons/door-open';
import Hexagon from '@lucide/svelte/icons/hexagon';
import Monitor from '@lucide/svelte/icons/monitor';
import SlidersHorizontal from '@lucide/svelte/icons/sliders-horizontal';
import Smartphone from '@lucide/svelte/icons/smartphone';
import TrainFront from '@lucide/svelte/icons/train-front';
import { m } from '#lib/paraglide/messages.js';

/** Minutes after a half-hour at which each of these is told where somebody passed: those of the policy in force. */
export type Delays = { readonly wall: number; readonly hospital: number; readonly ratp: number };

/** The roles, in the order of their digit. */
export const ROLES = [
  {
    role: m.landing_wall,
    sees: ({ wall }: Delays) => m.landing_wall_sees({ minutes: wall }),
    never: m.landing_wall_never,
    Icon: Monitor,
    href: '/mur',
  },
  {
    role: m.landing_lead,
    sees: () => m.landing_lead_sees(),
    never: m.landing_lead_never,
    Icon: Hexagon,
    href: '/maraudes',
  },
  {
    role: m.landing_hospital,
    sees: ({ hospital }: Delays) => m.landing_hospital_sees({ minutes: hospital }),
    never: m.landing_hospital_never,
    Icon: Bed,
    href: '/lits',
  },
  {
    role: m.landing_outreach,
    sees: () => m.landing_outreach_sees(),
    never: m.landing_outreach_never,
    Icon: Smartphone,
    href: '/terrain',
  },
  {
    role: m.landing_space,
    sees: () => m.landing_space_sees(),
    never: m.landing_space_never,
    Icon: DoorOpen,
    href: '/espaces/ER-1',
  },
  {
    role: m.landing_ratp,
    sees: ({ ratp }: Delays) => m.landing_ratp_sees({ minutes: ratp }),
    never: m.landing_ratp_never,
    Icon: TrainFront,
    href: '/ratp',
  },
  {
    role: m.aval_door,
    sees: () => m.aval_door_sees(),
    never: m.aval_door_never,
    Icon: ChartNoAxesColumn,
    href: '/continuum',
  },
  {
    role: m.landing_administration,
    sees: () => m.landing_administration_sees(),
    never: m.landing_administration_never,
    Icon: SlidersHorizontal,
    href: '/admin',
  },
] as const;
