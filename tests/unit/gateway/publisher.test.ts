import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Outbox } from '#server/gateway/outbox';
import { Publisher } from '#server/gateway/publisher';
import { SettableClock } from '#server/ports/clock';
import { exactBeds } from '#server/projections/service-entities';
import { Released } from '#server/release/released';
import { Views } from '#server/release/views';
import { initialD2o } from '#shared/domain/d2o/state';
import type { WallEntity } from '#shared/view/wall';
import { paris, slotAt, zone } from '../../support/said.ts';
import { territory } from '../../support/served-app.ts';

type Sent = { audience: string; from: number; to: number; keys: string[] };

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

function open({ isAnyoneThere = () => true }: { isAnyoneThere?: (view: string) => boolean } = {}) {
  const views = new Views(territory);
  const sent: Sent[] = [];
  const faults: unknown[] = [];
  const outbox = {
    hasAnyone: isAnyoneThere,
    toView: (
      audience: string,
      _name: string,
      body: Released<{ from: number; to: number; changes: { key: string }[] }>,
    ) => {
      const { from, to, changes } = Released.open(body);
      sent.push({ audience, from, to, keys: changes.map(({ key }) => key) });
    },
  } as unknown as Outbox;
  const publisher = new Publisher({
    outbox,
    views,
    clock: new SettableClock(paris('17:00')),
    memory: { look: () => {}, of: () => undefined },
    onFault: (cause) => faults.push(cause),
  });
  const pass = (id: string, count: number) =>
    views.of('lead').put(`zone:${id}`, {
      kind: 'zone',
      id: zone(id).id,
      passes: Array.from({ length: count }, () => ({
        slot: slotAt('17:00'),
        people: '0-4',
        needs: [],
        late: false,
      })),
    });
  return { views, sent, faults, publisher, pass };
}

describe('changes of one audience', () => {
  test('[SYN-20] leave at once, then together every 50 ms, each revision once', () => {
    const { sent, publisher, pass } = open();
    pass('z-ourcq', 1);
    publisher.touch();
    expect(sent).toEqual([{ audience: 'lead', from: 0, to: 1, keys: ['zone:z-ourcq'] }]);
    pass('z-ourcq', 2);
    publisher.touch();
    pass('z-bercy', 1);
    publisher.touch();
    expect(sent).toHaveLength(1);
    vi.advanceTimersByTime(50);
    expect(sent.slice(1)).toEqual([
      { audience: 'lead', from: 1, to: 3, keys: ['zone:z-ourcq', 'zone:z-bercy'] },
    ]);
    publisher.touch();
    vi.advanceTimersByTime(50);
    expect(sent).toHaveLength(2);
    publisher.close();
  });

  test('[SYN-21, PRV-41] a frame that the gate stops is told as our fault, and stops no other audience', () => {
    const { views, sent, faults, publisher, pass } = open();
    views.of('wall').put('beds', { kind: 'beds', free: '4' } as unknown as WallEntity);
    pass('z-ourcq', 1);
    publisher.touch();
    expect(faults).toHaveLength(1);
    expect(sent.map(({ audience }) => audience)).toEqual(['lead']);
    publisher.close();
  });

  test('[SYN-22] what nobody is there to receive is not sent, and the others are told at the same pace', () => {
    let isAnyoneThere = false;
    const { views, sent, publisher, pass } = open({
      isAnyoneThere: (view) => view === 'lead' || isAnyoneThere,
    });
    const free = (available: number) =>
      views.put('hospital', 'hospital', { ...exactBeds(initialD2o), available });
    free(1);
    publisher.touch();
    // As after any other publication: the next one waits for its tick.
    pass('z-ourcq', 1);
    publisher.touch();
    expect(sent).toEqual([]);
    vi.advanceTimersByTime(50);
    expect(sent.map(({ audience }) => audience)).toEqual(['lead']);
    // Whoever comes holds what was not sent; the next frame goes on from there.
    isAnyoneThere = true;
    free(2);
    vi.advanceTimersByTime(50);
    publisher.touch();
    expect(sent.slice(1)).toEqual([{ audience: 'hospital', from: 1, to: 2, keys: ['beds'] }]);
    publisher.close();
  });
});
