import type { PageServerLoad } from './$types';
import { avalFacts } from './facts.ts';

const avalPack = avalFacts();

export const load: PageServerLoad = () => ({ avalPack });
