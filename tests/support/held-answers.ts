import type { Page } from 'playwright';

/** The answers of commands, held on their way to a page. */
export type HeldAnswers = {
  /** Resolves once the server has greeted the page, which hears what is done to it from before then. */
  readonly greeted: Promise<void>;
  begin(): void;
  /** What waits, as it crosses. */
  waiting(): readonly string[];
  /** Lets what waited through, and what comes after. */
  end(): void;
};

/** Stands between a page and the server, before the page goes there: views pass, answers wait while they are held. */
export async function holdAnswers(page: Page): Promise<HeldAnswers> {
  const held: { readonly words: string; readonly release: () => void }[] = [];
  let isHolding = false;
  const { promise: greeted, resolve: greet } = Promise.withResolvers<void>();
  await page.routeWebSocket(/socket\.io/, (socket) => {
    socket.connectToServer().onMessage((message) => {
      // Engine.IO's 4 and Socket.IO's 3: an answer to a command.
      const words = String(message);
      if (isHolding && words.startsWith('43')) held.push({ words, release: () => socket.send(message) });
      else socket.send(message);
      if (words.includes('"hello"')) greet();
    });
  });
  return {
    greeted,
    begin: () => (isHolding = true),
    waiting: () => held.map(({ words }) => words),
    end: () => {
      isHolding = false;
      for (const { release } of held.splice(0)) release();
    },
  };
}
