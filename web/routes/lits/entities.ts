import type { EntityOf } from '#shared/view/entity';

type Entity = EntityOf['hospital'];
export type BedEntity = Extract<Entity, { kind: 'bed' }>;
export type BedKind = BedEntity['state']['kind'];
export type RequestEntity = Extract<Entity, { kind: 'request' }>;
export type Destination = RequestEntity['destinations'][number]['destination'];
