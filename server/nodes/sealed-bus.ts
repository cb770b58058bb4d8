import { seal, unseal } from '#server/accounts/identity/sealed';
import type { Chance } from '#server/ports/chance';
import type { MemoryBus } from './memory-bus.ts';

const ABOUT = 'memory';

/**
 * The same bus, for those who share a key: whoever carries it, and whatever it notes of slow or recent commands, reads
 * nothing. What does not open is nobody's, and is dropped.
 */
export function sealedBus(bus: MemoryBus, key: Buffer, chance: Chance): MemoryBus {
  return {
    tell: (message) => bus.tell(seal(Buffer.from(message), ABOUT, key, chance)),
    hear: (listener) =>
      bus.hear((sealed) => {
        let message: string;
        try {
          message = unseal(sealed, ABOUT, key).toString();
        } catch {
          return;
        }
        listener(message);
      }),
    time: () => bus.time(),
    close: () => bus.close(),
  };
}
