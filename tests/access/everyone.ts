import type { Grant } from '#shared/access/grant';
import { PERMISSIONS } from '#shared/access/permissions';
import type { Role } from '#shared/access/roles';
import type { PageView } from '#shared/host';
import type { Audience } from '#shared/view/changes';
import type { Door } from '#shared/wire/up';
import { ratpPost, space, team } from '../support/said.ts';

/** One grant of each role, always of the first team, space and post: the second is somebody else's. */
export const GRANTS = {
  lead: { role: 'lead' },
  coordination: { role: 'coordination' },
  hospital: { role: 'hospital' },
  mobile: { role: 'mobile' },
  ratp: { role: 'ratp', post: ratpPost('RATP-1') },
  restspace: { role: 'restspace', space: space('ER-1') },
  outreach: { role: 'outreach', team: team('T1') },
  wall: { role: 'wall' },
  admin: { role: 'admin' },
  auditor: { role: 'auditor' },
} satisfies { [R in Role]: Extract<Grant, { role: R }> };

/** Every view of the territory, whose it is, and the door and the header by which it is asked for. */
export const VIEWS: readonly {
  readonly view: PageView;
  readonly audience: Audience;
  readonly door: Door;
  /** `mine`: within the scope of the grants above. `whole`: of nobody in particular. */
  readonly of: 'mine' | 'others' | 'whole';
  readonly header: string;
}[] = [
  { view: 'lead', audience: 'lead', door: { door: 'lead' }, of: 'mine', header: 'lead' },
  {
    view: 'coordination',
    audience: 'coordination',
    door: { door: 'coordination' },
    of: 'mine',
    header: 'coordination',
  },
  { view: 'hospital', audience: 'hospital', door: { door: 'hospital' }, of: 'mine', header: 'hospital' },
  { view: 'mobile', audience: 'mobile', door: { door: 'mobile' }, of: 'mine', header: 'mobile' },
  { view: 'wall', audience: 'wall', door: { door: 'wall' }, of: 'mine', header: 'wall' },
  { view: 'ratp', audience: 'ratp', door: { door: 'ratp' }, of: 'whole', header: 'ratp' },
  ...(['RATP-1', 'RATP-2'] as const).map((id) => ({
    view: `ratp:${ratpPost(id)}` as const,
    audience: 'ratp' as const,
    door: { door: 'ratp', post: ratpPost(id) } as const,
    of: id === 'RATP-1' ? ('mine' as const) : ('others' as const),
    header: `ratp ${id}`,
  })),
  ...(['ER-1', 'ER-2'] as const).map((id) => ({
    view: `restspace:${space(id)}` as const,
    audience: 'restspace' as const,
    door: { door: 'restspace', space: space(id) } as const,
    of: id === 'ER-1' ? ('mine' as const) : ('others' as const),
    header: `restspace ${id}`,
  })),
  ...(['T1', 'T2'] as const).map((id) => ({
    view: `outreach:${team(id)}` as const,
    audience: 'outreach' as const,
    door: { door: 'outreach', team: team(id) } as const,
    of: id === 'T1' ? ('mine' as const) : ('others' as const),
    header: `outreach ${id}`,
  })),
];

/** What the table says of a role and a view: it works with it, looks at it, or has nothing to do with it. */
export function written(
  role: Role,
  { audience, of, view }: (typeof VIEWS)[number],
): 'own' | 'looks' | 'none' {
  const { view: own, seesAs } = PERMISSIONS[role];
  if (own === audience && of === 'mine') return 'own';
  // What belongs to one post, one space or one team is looked at by nobody else.
  return seesAs.some((each) => each === audience) && !view.includes(':') ? 'looks' : 'none';
}
