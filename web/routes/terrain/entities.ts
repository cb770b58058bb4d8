import type { EntityOf } from '#shared/view/entity';

type Of<Kind extends EntityOf['outreach']['kind']> = Extract<EntityOf['outreach'], { kind: Kind }>;

export type MaraudeEntity = Of<'maraude'>;
export type MissionEntity = Of<'mission'>;
export type AlertEntity = Of<'alert'>;
export type RequestEntity = Of<'request'>;
