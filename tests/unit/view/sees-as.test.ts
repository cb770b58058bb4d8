import { expect, test } from 'vitest';
import { leadEntitySchema } from '#shared/view/lead';
import { seenByLead, SEES_AS } from '#shared/view/sees-as';
import { wallEntitySchema } from '#shared/view/wall';
import {
  coordinationEntitySchema,
  hospitalEntitySchema,
  mobileEntitySchema,
  ratpEntitySchema,
} from '#shared/view/weaker';

type Kinded = {
  readonly options: readonly { readonly shape: { readonly kind: { readonly value: string } } }[];
};
const kindsOf = (schema: unknown) => (schema as Kinded).options.map(({ shape }) => shape.kind.value);

const LEAD = new Set(kindsOf(leadEntitySchema));
/** What is coarser, later, or a class of something that the lead is told exactly. */
const COARSER = new Set([
  'sector',
  'metro-sector',
  'group',
  'situation',
  'situation-surface',
  'situation-souterrain',
  'rest-space-band',
  'rest-space-door',
]);
/** Of a post that asked, by itself: whoever is no post has none (a lead looks as no post). */
const OF_A_POST = new Set(['own-report']);
const finer = (schema: unknown) =>
  kindsOf(schema).filter((kind) => !LEAD.has(kind) && !COARSER.has(kind) && !OF_A_POST.has(kind));

test('[K14] a lead looks only as those who are told nothing that a lead is not', () => {
  const schemas = { coordination: coordinationEntitySchema, wall: wallEntitySchema, ratp: ratpEntitySchema };
  expect(Object.keys(schemas).sort()).toEqual([...SEES_AS.lead].sort());
  for (const schema of Object.values(schemas)) expect(finer(schema)).toEqual([]);
});

test('[K14] the ward and its mobile teams are told of requests by their code, which a lead is not', () => {
  expect(finer(hospitalEntitySchema)).toContain('request');
  expect(finer(mobileEntitySchema)).toContain('request');
  expect(['hospital', 'mobile', 'lead', 'outreach:T1', 'toString'].map(seenByLead)).toEqual(
    Array(5).fill(undefined),
  );
});
