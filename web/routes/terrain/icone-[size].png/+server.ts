import { error } from '@sveltejs/kit';
import { drawIcon } from '../icon.ts';
import type { EntryGenerator, RequestHandler } from './$types';

// Drawn when the pages are built: the mark is ours, and no image tool is needed.
export const prerender = true;
const SIZES = [192, 512];
export const entries: EntryGenerator = () => SIZES.map((size) => ({ size: String(size) }));

export const GET: RequestHandler = ({ params }) => {
  const size = SIZES.find((each) => String(each) === params.size);
  if (size === undefined) error(404);
  return new Response(drawIcon(size), { headers: { 'content-type': 'image/png' } });
};
