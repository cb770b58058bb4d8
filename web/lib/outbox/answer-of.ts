import type { Ack } from '#shared/wire/ack';
import type { Answer } from './item.ts';

/** What an answer of the server means for who asked. A fault is none, nor is `later`: the same command is sent again. */
export function answerOf(ack: Exclude<Ack, { outcome: 'fault' | 'later' }>): Answer {
  switch (ack.outcome) {
    case 'accepted':
      return { outcome: 'transmis', ...(ack.code === undefined ? {} : { code: ack.code }) };
    case 'volatile':
      return { outcome: 'transmis' };
    case 'refused': {
      const { refusal, alternatives } = ack;
      return { outcome: 'refuse', refusal, ...(alternatives === undefined ? {} : { alternatives }) };
    }
    case 'malformed':
      return { outcome: 'refuse', refusal: 'Malformed' };
  }
}
