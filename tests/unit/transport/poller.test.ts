import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { askFeed } from '#server/transport/ask';
import type { StationClosure } from '#server/transport/closures';
import { feedOf, transportEnvironment } from '#server/transport/environment';
import { KEPT_MS, LEAST_EVERY_MS, startPoller, type Asked, type PollFailure } from '#server/transport/poller';
import { MINUTE } from '#shared/kernel/instant';
import type { StationId } from '#shared/kernel/ids';
import { paris } from '../../support/said.ts';

const station = { id: 'st-danube' as StationId, name: 'Danube', lines: ['M7bis'], zdc: 71930 };
const closedNow = {
  disruptions: [
    {
      id: 'd',
      severity: 'BLOQUANTE',
      title: 'Station fermée',
      applicationPeriods: [{ begin: '20261121T053000', end: '20261121T233000' }],
    },
  ],
  lines: [{ impactedObjects: [{ type: 'stop_area', id: 'stop_area:IDFM:71930', disruptionIds: ['d'] }] }],
};
const nothing = { disruptions: [], lines: [] };

/** A poller on a time of its own, whose feed answers what it is told to. */
function polled(everyMs = LEAST_EVERY_MS) {
  const told: (readonly StationClosure[])[] = [];
  const failures: PollFailure[] = [];
  const pauses: number[] = [];
  let real = 0;
  let questions = 0;
  let answers = 0;
  let next: () => void = () => {};
  let answer: Asked = { ok: true, answer: nothing };
  const stop = startPoller(
    {
      ask: () => {
        questions += 1;
        return Promise.resolve(answer);
      },
      stations: [station],
      now: () => paris('17:00'),
      real: () => real,
      after: (ms, run) => {
        pauses.push(ms);
        next = run;
        return () => (next = () => {});
      },
      tell: (closures) => told.push(closures),
      onAnswer: () => (answers += 1),
      onFailure: (why) => failures.push(why),
    },
    everyMs,
  );
  const settled = () => new Promise<void>((done) => setImmediate(done));
  return {
    told,
    failures,
    pauses,
    stop,
    settled,
    questions: () => questions,
    answers: () => answers,
    async then(given: Asked, afterMs = LEAST_EVERY_MS): Promise<void> {
      answer = given;
      real += afterMs;
      next();
      await settled();
    },
  };
}

describe('the feed is asked', () => {
  test('every five minutes at most, whatever was configured', async () => {
    const hurried = polled(MINUTE);
    await hurried.settled();
    const slow = polled(20 * MINUTE);
    await slow.settled();
    expect([hurried.pauses, slow.pauses]).toEqual([[5 * MINUTE], [20 * MINUTE]]);
  });

  test('never before the last question is over, and no more once it is stopped', async () => {
    const feed = polled();
    await feed.settled();
    expect(feed.questions()).toBe(1);
    feed.stop();
    await feed.then({ ok: true, answer: closedNow });
    expect([feed.questions(), feed.told]).toEqual([1, []]);
  });
});

describe('what is told', () => {
  test('is the whole list, when it has changed', async () => {
    const feed = polled();
    await feed.settled();
    await feed.then({ ok: true, answer: closedNow });
    await feed.then({ ok: true, answer: closedNow });
    await feed.then({ ok: true, answer: nothing });
    expect(feed.told.map((closures) => closures.map(({ id }) => id))).toEqual([['st-danube'], []]);
  });

  test('stays through a failure, and is forgotten after an hour of them', async () => {
    const feed = polled();
    await feed.settled();
    await feed.then({ ok: true, answer: closedNow });
    await feed.then({ ok: false, why: 'delai' });
    await feed.then({ ok: true, answer: { error: 'quota' } });
    expect([feed.told.length, feed.failures]).toEqual([1, ['delai', 'forme']]);
    // The first question of all, and the closure: what is not of the feed's form is no answer (ALA-13).
    expect(feed.answers()).toBe(2);
    await feed.then({ ok: false, why: 'reseau' }, KEPT_MS);
    expect(feed.told.at(-1)).toEqual([]);
  });
});

describe('one question', () => {
  let server: Server | undefined;
  afterEach(() => server?.close());

  /** A feed on this machine; gives its address and the keys that it was shown. */
  async function feedThat(answers: RequestListener): Promise<string> {
    server = createServer(answers);
    await new Promise<void>((done) => server?.listen(0, '127.0.0.1', done));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  }

  test('shows the key in a header, and gives the answer', async () => {
    let shown: unknown;
    const url = await feedThat((request, response) => {
      shown = request.headers['apikey'];
      response.end(JSON.stringify(nothing));
    });
    expect(await askFeed({ url, key: 'cle' })).toEqual({ ok: true, answer: nothing });
    expect(shown).toBe('cle');
  });

  test.each([
    ['refuse', 401, ''],
    ['forme', 200, '<html>'],
    ['trop-gros', 200, `"${'x'.repeat(2_000)}"`],
  ] as const)('that fails says why: %s', async (why, status, text) => {
    const url = await feedThat((_request, response) => {
      response.statusCode = status;
      response.end(text);
    });
    expect(await askFeed({ url, key: 'cle' }, 5_000, 1_000)).toEqual({ ok: false, why });
  });

  test('never takes the key to another address', async () => {
    const asked: (string | undefined)[] = [];
    const url = await feedThat((request, response) => {
      asked.push(request.url);
      if (request.url === '/') response.writeHead(302, { location: '/ailleurs' });
      response.end(JSON.stringify(nothing));
    });
    expect(await askFeed({ url, key: 'cle' })).toEqual({ ok: false, why: 'reseau' });
    expect(asked).toEqual(['/']);
  });

  test('does not wait for ever', async () => {
    const silent = await feedThat(() => {});
    expect(await askFeed({ url: silent, key: 'cle' }, 50)).toEqual({ ok: false, why: 'delai' });
    server?.closeAllConnections();
  });
});

describe('configuration', () => {
  const read = (environment: Record<string, string>) =>
    feedOf(z.object(transportEnvironment).parse(environment));

  test('without a key the feed is off', () => {
    expect(read({})).toBeNull();
  });

  test('with one it is the operator’s address, every five minutes', () => {
    expect(read({ PASSERELLE_PRIM_KEY: 'cle' })).toMatchObject({ everyMin: 5, key: 'cle' });
    expect(read({ PASSERELLE_PRIM_KEY: 'cle' })?.url).toMatch(/^https:\/\/prim\.iledefrance-mobilites\.fr\//);
    expect(() => read({ PASSERELLE_PRIM_KEY: 'cle', PASSERELLE_PRIM_EVERY: '1' })).toThrow();
  });
});
