import type { EntityOf } from '#shared/view/entity';

export type StationClosure = Extract<EntityOf['ratp'], { kind: 'station-closure' }>;
export type DoorEntity = Extract<EntityOf['ratp'], { kind: 'rest-space-band' }>;
