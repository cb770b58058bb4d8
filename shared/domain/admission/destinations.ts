import { redirectionSchema, type Destination, type Redirection } from './commands.ts';
import type { AskedDestination } from './state.ts';

type Asked = readonly AskedDestination[];

/** The answer of this destination; undefined when it was never asked. */
export function answerOf(
  destinations: Asked,
  destination: Destination,
): AskedDestination['answer'] | undefined {
  return destinations.find((known) => known.destination === destination)?.answer;
}

/** This one is waited for; asked again after an answer, it keeps its place in the list. */
export function asked(destinations: Asked, destination: Destination): Asked {
  return answerOf(destinations, destination) === undefined
    ? [...destinations, { destination, answer: 'en-attente' }]
    : answered(destinations, destination, 'en-attente');
}

export function answered(
  destinations: Asked,
  destination: Destination,
  answer: AskedDestination['answer'],
): Asked {
  return destinations.map((known) => (known.destination === destination ? { destination, answer } : known));
}

/** Those that stood at this answer no longer matter. */
export function withoutAnswer(destinations: Asked, answer: AskedDestination['answer']): Asked {
  return destinations.map((known) => (known.answer === answer ? { ...known, answer: 'sans-objet' } : known));
}

/** How the end of a request names where the person went: a unit by its kind, as the counts of ends do. */
export function redirectionTo(destination: Destination): Redirection {
  const kind = redirectionSchema.safeParse(destination);
  return kind.success ? kind.data : 'unite-addictologie';
}
