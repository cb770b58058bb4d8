import { expect, test } from 'vitest';
import { AttentionMemory } from '#server/presence/attention';
import { commandId } from '../../support/said.ts';

const [ONE, TWO] = [commandId(1), commandId(2)];

test('[K08] a report that two consoles have open is told twice, and nothing says by which', () => {
  const attention = new AttentionMemory();
  attention.look('a', ONE);
  attention.look('b', ONE);
  expect(attention.current()).toEqual([ONE, ONE]);
});

test('[K08] a console has one report open, or none', () => {
  const attention = new AttentionMemory();
  attention.look('a', TWO);
  attention.look('b', ONE);
  attention.look('a', ONE);
  expect(attention.current()).toEqual([ONE, ONE]);
  attention.look('a', null);
  expect(attention.current()).toEqual([ONE]);
});

test('[K08] what a console had open goes with its socket', () => {
  const attention = new AttentionMemory();
  attention.look('a', ONE);
  attention.leave('a');
  attention.leave('never');
  expect(attention.current()).toEqual([]);
});
