import type { EntityOf } from '#shared/view/entity';

export type RestSpaceEntity = Extract<EntityOf['restspace'], { kind: 'rest-space' }>;
export type BandEntity = Extract<EntityOf['restspace'], { kind: 'rest-space-band' }>;
export type RequestEntity = Extract<EntityOf['restspace'], { kind: 'request' }>;
export type OpenState = Extract<RestSpaceEntity['state'], { kind: 'ouvert' }>;
export type SaturationEntity = Extract<EntityOf['restspace'], { kind: 'saturation' }>;
