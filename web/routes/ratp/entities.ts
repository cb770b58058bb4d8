import type { EntityOf } from '#shared/view/entity';

export type StationClosure = Extract<EntityOf['ratp'], { kind: 'station-closure' }>;
