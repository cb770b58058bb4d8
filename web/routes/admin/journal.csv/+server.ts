import { exported } from '../exported.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = ({ locals }) => exported(locals, 'csv', 'text/csv; charset=utf-8');
