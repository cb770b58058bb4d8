import { teamIdSchema, type TeamId } from '#shared/kernel/ids';
import { z } from 'zod';

const answerSchema = z.strictObject({ teams: z.array(teamIdSchema) });

/** The teams that the signed-in account may be; null when nobody answers, as without network. */
export async function ownTeams(): Promise<TeamId[] | null> {
  try {
    const answer = await fetch('/terrain/equipe.json');
    if (!answer.ok || answer.redirected) return null;
    return answerSchema.parse(await answer.json()).teams;
  } catch {
    return null;
  }
}
