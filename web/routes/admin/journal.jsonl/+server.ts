import { exported } from '../exported.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = ({ locals }) =>
  exported(locals, 'jsonl', 'application/x-ndjson; charset=utf-8');
