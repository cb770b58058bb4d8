import { wallChangesSchema } from '#shared/view/wall-changes';
import type { Frames } from './socket.ts';

/** What a wall reads: it sends nothing, so it carries neither the commands nor the other audiences' entities. */
export const frames: Frames = {
  changes: (message) => wallChangesSchema.safeParse(message).data,
  ack: () => undefined,
};
