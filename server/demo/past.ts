import type { Instant } from '#shared/kernel/instant';
import type { Cast } from './actors/cast.ts';
import { comingFrom, type Coming } from './coming.ts';
import { dayFrom } from './day.ts';
import type { Intention } from './law/intention.ts';
import type { DemoOptions } from './options.ts';
import { inBuckets, isWorthTelling, pastOf } from './span.ts';

/** Steps the clock through the past, bucket by bucket; what is left is still to come. */
export async function livePast(options: DemoOptions, cast: Cast): Promise<Coming> {
  const { territory, clock, present } = options;
  const past = pastOf(territory.rhythm.timezone, present);
  const coming = comingFrom(dayFrom(options, past));
  await clock.jumpTo(past.wardFrom);
  await cast.ward.installBeds();
  for (const bucket of inBuckets(takenUntil(coming, present), present)) {
    const last = bucket.at(-1);
    if (last) await clock.jumpTo(last.at);
    await Promise.all(bucket.map((intention) => cast.follow(intention)));
  }
  await clock.jumpTo(present);
  return coming;
}

function* takenUntil(coming: Coming, present: Instant): Generator<Intention, void> {
  for (let next = coming.first; next && next.at <= present; next = coming.first) {
    coming.take();
    if (isWorthTelling(next, present)) yield next;
  }
}
