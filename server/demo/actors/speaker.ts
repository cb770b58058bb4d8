import type { RatpPostId } from '#shared/kernel/ids';
import type { Filer } from '../law/intention.ts';

/** Whose device says something: those who file requests, the desks beside the ward's, and the operator's posts. */
export type Speaker =
  | Filer
  | { readonly kind: 'mobile' }
  | { readonly kind: 'coordination' }
  | { readonly kind: 'lead' }
  | { readonly kind: 'ratp'; readonly post: RatpPostId };
