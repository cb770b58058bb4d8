import type { Neighbours, News } from './ports.ts';

/**
 * The tabs of this browser that act for this post. Both names live in memory only, while a tab is open: nothing that
 * rests on the device names a post (UX U09).
 */
export function neighbourTabs(post: string): Neighbours {
  const name = `outbox ${post}`;
  let channel: BroadcastChannel | undefined;
  return {
    alone: async (work) => {
      // Without locks two tabs may send the same command: the server does it once all the same.
      if (!('locks' in navigator)) return work();
      await navigator.locks.request(name, work);
    },
    tell: (news) => channel?.postMessage(news),
    listen: (listener) => {
      if (!('BroadcastChannel' in globalThis)) return () => {};
      channel = new BroadcastChannel(name);
      channel.onmessage = ({ data }: MessageEvent<News>) => listener(data);
      return () => {
        channel?.close();
        channel = undefined;
      };
    },
  };
}
