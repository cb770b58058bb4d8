import { z } from 'zod';

/** Everyone that the product knows, by what they do. There is no role for the police, and there never will be (D05, PRV-20). */
export const roleSchema = z.enum([
  'lead',
  'coordination',
  'hospital',
  'mobile',
  'ratp',
  'restspace',
  'outreach',
  'wall',
  'admin',
  'auditor',
]);
export type Role = z.infer<typeof roleSchema>;
export const ROLES = roleSchema.options;
