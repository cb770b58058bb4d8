import { MINUTE } from '#shared/kernel/instant';
import type { Territory } from '#shared/territory/schema';
import type { Clock } from '#server/ports/clock';
import type { Logger } from '#server/ports/logger';
import { askFeed } from './ask.ts';
import type { StationClosure } from './closures.ts';
import type { TransportFeed } from './environment.ts';
import { feedStations } from './identifiers.ts';
import { failureWords, startPoller } from './poller.ts';

type Ports = {
  territory: Territory;
  /** The pack's `idfm.json`. */
  identifiers: URL;
  clock: Clock;
  logger: Logger;
  /** The stations that are closed, whole, whenever that changes. */
  tell: (closures: readonly StationClosure[]) => void;
  /** It begins to be asked every so many minutes, or has just answered. */
  heard: (everyMin: number) => void;
};

/** Follows the operator's disruptions for ever; returns how to stop. Throws when the identifiers are not this pack's. */
export function followFeed({ everyMin, ...feed }: TransportFeed, ports: Ports): () => void {
  const { territory, identifiers, clock, logger, tell, heard } = ports;
  heard(everyMin);
  return startPoller(
    {
      ask: () => askFeed(feed),
      stations: feedStations(identifiers, territory),
      now: () => clock.now(),
      real: () => performance.now(),
      after: (ms, run) => {
        const timer = setTimeout(run, ms);
        timer.unref();
        return () => clearTimeout(timer);
      },
      tell,
      onAnswer: () => heard(everyMin),
      onFailure: (why) => logger({ kind: 'note', text: failureWords(why) }),
    },
    everyMin * MINUTE,
  );
}
