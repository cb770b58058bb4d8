import type { PageServerLoad } from './$types';
import { unitFacts } from './facts.ts';

const unitPack = unitFacts();

export const load: PageServerLoad = () => ({ unitPack });
