import { changesOf } from './changes-of.ts';
import { wallEntitySchema } from './wall.ts';
import { wallMemory } from './wall-memory.ts';

/** Apart from the other audiences': a wall reads nothing else, and carries no other schema. */
export const wallChangesSchema = changesOf('wall', wallEntitySchema).extend(wallMemory);
