import { parseArgs } from 'node:util';

export type BenchOptions = {
  /** Only the metrics whose code begins so: `F`, `F8`, `R`. */
  only: string | undefined;
  /** Leads connected during fan-out. */
  clients: number;
  /** Interleaved pairs behind each median. */
  pairs: number;
  /** A look, not a proof: fewer pairs, shorter runs, a shorter history. */
  quick: boolean;
};

/** @throws Error on an option that is not known, or a number that is not a positive integer */
export function readOptions(args: string[]): BenchOptions {
  const { values } = parseArgs({
    args,
    options: {
      only: { type: 'string' },
      clients: { type: 'string' },
      pairs: { type: 'string' },
      quick: { type: 'boolean', default: false },
    },
  });
  return {
    only: values.only?.toUpperCase(),
    clients: positive('--clients', values.clients ?? (values.quick ? '200' : '1000')),
    pairs: positive('--pairs', values.pairs ?? (values.quick ? '2' : '5')),
    quick: values.quick,
  };
}

function positive(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new Error(`${name} takes a positive integer, not ${text}`);
  return value;
}
