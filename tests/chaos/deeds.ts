import type { EventLog } from '#server/log/event-log';

/** Counts what a server does to its log for good: the facts that it asks to keep, and what it erases. */
export class Deeds {
  count = 0;

  of(log: EventLog): EventLog {
    return new Proxy(log, {
      get: (target, name) => {
        if (name === 'appendGroup')
          return (group: Parameters<EventLog['appendGroup']>[0]) => {
            this.count += group.reduce((facts, { events }) => facts + events.length, 0);
            return target.appendGroup(group);
          };
        if (name === 'erase')
          return (what: Parameters<EventLog['erase']>[0]) => {
            this.count += 1;
            return target.erase(what);
          };
        const part = Reflect.get(target, name, target) as unknown;
        return typeof part === 'function' ? (part.bind(target) as unknown) : part;
      },
    });
  }
}
