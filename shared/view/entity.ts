import type { z } from 'zod';
import type { LeadEntity } from './lead.ts';
import type { WallEntity } from './wall.ts';
import type {
  coordinationEntitySchema,
  hospitalEntitySchema,
  mobileEntitySchema,
  outreachEntitySchema,
  ratpEntitySchema,
  restspaceEntitySchema,
} from './weaker.ts';

/** What each audience may receive. */
export type EntityOf = {
  lead: LeadEntity;
  wall: WallEntity;
  hospital: z.infer<typeof hospitalEntitySchema>;
  coordination: z.infer<typeof coordinationEntitySchema>;
  mobile: z.infer<typeof mobileEntitySchema>;
  ratp: z.infer<typeof ratpEntitySchema>;
  restspace: z.infer<typeof restspaceEntitySchema>;
  outreach: z.infer<typeof outreachEntitySchema>;
};
export type Entity = EntityOf[keyof EntityOf];

/** The key under which a client keeps this entity. */
export function keyOf(entity: Entity): string {
  switch (entity.kind) {
    case 'duty':
      return `duty:${entity.area.id}:${entity.day}:${entity.window}`;
    case 'request':
    case 'placement':
      return `${entity.kind}:${entity.code}`;
    case 'residences':
      return `residences:${entity.region}:${entity.residence}`;
    case 'maraude':
    case 'alert':
      return `${entity.kind}:${entity.team}`;
    case 'flows':
      return `flows:${entity.month}`;
    case 'zone':
    case 'station':
    case 'zone-coverage':
    case 'sector':
    case 'group':
    case 'metro-sector':
    case 'rest-space':
    case 'rest-space-band':
    case 'bed':
    case 'unit':
    case 'hospital-team':
    case 'outing':
    case 'report':
    case 'own-report':
    case 'mission':
    case 'station-closure':
    case 'saturation':
    case 'housing':
      return `${entity.kind}:${entity.id}`;
    case 'situation':
    case 'situation-surface':
    case 'situation-souterrain':
    case 'beds':
    case 'ward-weeks':
    case 'queue':
      return entity.kind;
  }
}
