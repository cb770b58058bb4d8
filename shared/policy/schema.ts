import { z } from 'zod';
import {
  aliasSchema,
  bedClassesSchema,
  coverageSchema,
  exactSchema,
  passesSchema,
  policyDraftSchema,
  presenceSchema,
  queueClassesSchema,
  restClassesSchema,
  roleSchema,
} from './draft.ts';

// The release policy is data: who may receive which value, when, for how long. A draft that passed the linter is read
// once more by this schema, which narrows it to what the server computes: its chain of releases is written in code
// (`server/release/coverage.ts`), and a policy that tells another one would be a promise that nobody keeps.

const receives = <From extends string>(from: From) => aliasSchema.extend({ from: z.literal(from) });
const covers = <Partition extends string, From extends string>(partition: Partition, from: From) =>
  coverageSchema.extend({ partition: z.literal(partition), from: z.literal(from) });
const sees = <Partition extends string>(partition: Partition) =>
  passesSchema.extend({
    partition: z.literal(partition),
    fields: z.tuple([z.literal('slot'), z.literal('people'), z.literal('needs')]),
  });
const restClasses = <From extends string>(from: From) => restClassesSchema.extend({ from: z.literal(from) });

const rolesSchema = z.strictObject({
  lead: roleSchema.extend({
    surface: sees('zones'),
    underground: sees('stations'),
    presence: presenceSchema,
    rest: exactSchema,
    beds: exactSchema,
  }),
  coordination: roleSchema.extend({
    surface: receives('hospital'),
    underground: receives('wall'),
    rest: receives('hospital'),
    beds: exactSchema,
  }),
  outreach: roleSchema.extend({
    surface: z.literal('own_tour'),
    underground: z.literal('own_tour'),
    rest: receives('hospital'),
    beds: receives('wall'),
  }),
  restspace: roleSchema.extend({
    surface: receives('wall'),
    underground: receives('wall'),
    rest: z.strictObject({ own: z.literal('exact'), others: receives('hospital') }),
    beds: z.literal('none'),
  }),
  hospital: roleSchema.extend({
    surface: covers('sectors', 'mobile'),
    underground: receives('wall'),
    rest: restClasses('exact'),
    beds: exactSchema,
  }),
  mobile: roleSchema.extend({
    surface: covers('zones', 'seal'),
    underground: receives('wall'),
    rest: receives('hospital'),
    beds: receives('wall'),
  }),
  ratp: roleSchema.extend({
    surface: z.literal('none'),
    underground: covers('groups', 'seal'),
    beds: z.literal('none'),
    queue: z.literal('none'),
    rest: restClasses('wall'),
  }),
  wall: roleSchema
    .extend({
      surface: covers('sectors', 'hospital').extend({ show: z.literal('gaps') }),
      underground: covers('metro_sectors', 'ratp').extend({ show: z.literal('gaps') }),
      rest: restClasses('hospital'),
      beds: bedClassesSchema.extend({ from: z.literal('exact') }),
      queue: queueClassesSchema.extend({ share: z.literal('weekly'), from: z.literal('exact') }),
    })
    .refine(({ surface, underground }) => surface.delay_min === underground.delay_min, {
      path: ['underground', 'delay_min'],
      message: 'the wall shows one situation: surface and underground have the same delay',
    }),
  admin: z.strictObject({ views: z.literal('none') }),
  auditor: z.strictObject({
    audit: z.literal('all'),
    releases: z.strictObject({ bodies: z.literal('wall'), hashes: z.literal('all') }),
  }),
});

const { clock, coverage } = policyDraftSchema.shape;

export const policySchema = policyDraftSchema.extend({
  clock: clock.extend({
    slot_min: z.literal(30),
    seal_after_min: z.literal(30),
    coverage_tick_min: z.literal(30),
    capacity_tick_min: z.literal(1),
  }),
  coverage: coverage.extend({ window: z.literal('half_day') }),
  roles: rolesSchema,
});
export type Policy = z.infer<typeof policySchema>;
