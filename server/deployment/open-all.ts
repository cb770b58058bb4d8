import type { Config } from '#server/config';
import { eachOf } from './environment.ts';
import { openTerritory, type OpenTerritory } from './open-territory.ts';

/** Each waits for its storage: together they wait once. More at once would only hold more of what a start needs. */
const AT_ONCE = 10;

/**
 * Opens every territory of a configuration, or none.
 * @throws Error with a sentence for who starts it, naming each territory that cannot be opened where there are several
 */
export async function openAll(config: Config): Promise<readonly OpenTerritory[]> {
  const { territories } = config;
  if (territories.kind === 'one') return [await openTerritory(config, territories.territory)];
  const waiting = [...eachOf(territories)];
  const opened: OpenTerritory[] = [];
  while (waiting.length > 0) {
    const group = waiting.splice(0, AT_ONCE);
    const results = await Promise.allSettled(group.map((own) => openTerritory(config, own)));
    const broken = results.flatMap((result, index) =>
      result.status === 'rejected' ? [`territory ${group[index]?.id}: ${reasonOf(result.reason)}`] : [],
    );
    opened.push(...results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : [])));
    if (broken.length > 0) {
      await Promise.all(opened.map((territory) => territory.close()));
      throw new Error(broken.join('\n'));
    }
  }
  return opened;
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
