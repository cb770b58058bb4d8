import type { FilingPost, RatpPostId, RestSpaceId, TeamId } from '#shared/kernel/ids';
import { PERMISSIONS, type Watchable } from '#shared/access/permissions';
import type { Command, Door } from '#shared/wire/up';
import type { ViewKey } from '#server/release/views';

/** Who acts, as the server established it when the connection opened; never read from a command. */
export type Actor =
  | { readonly role: 'wall' }
  | { readonly role: 'lead' }
  | { readonly role: 'outreach'; readonly team: TeamId }
  | { readonly role: 'restspace'; readonly space: RestSpaceId }
  | { readonly role: 'hospital' }
  | { readonly role: 'coordination' }
  | { readonly role: 'mobile' }
  | { readonly role: 'ratp'; readonly post?: RatpPostId }
  /** Looks at a weaker view than its own role's, and sends nothing. */
  | { readonly role: 'onlooker'; readonly at: Watchable };

/** Whether this actor may send this command now. Asked for each one: a right remembered outlives its removal. */
export function mayCommand(actor: Actor, command: Command): boolean {
  if (actor.role === 'onlooker' || !PERMISSIONS[actor.role].commands.includes(command.type)) return false;
  if ('space' in command) return actor.role === 'restspace' && command.space === actor.space;
  if (command.type === 'RequestAdmission') {
    switch (actor.role) {
      case 'outreach':
        return command.origin === 'maraude';
      case 'restspace':
        return command.origin === 'espace-repos';
      case 'hospital':
        return command.origin !== 'maraude' && command.origin !== 'espace-repos';
      case 'mobile':
        return command.origin === 'equipe-mobile';
      case 'wall':
      case 'lead':
      case 'coordination':
      case 'ratp':
        return false;
    }
  }
  if (command.type === 'FileReport') return mayFile(actor, command);
  return command.type !== 'WithdrawReport' || postOf(actor) !== 'ratp';
}

/** Each role reports under its own origin; the operator's posts at a station only, and none without being a post. */
function mayFile(actor: Actor, { origin, place }: Extract<Command, { type: 'FileReport' }>): boolean {
  switch (actor.role) {
    case 'ratp':
      return actor.post !== undefined && origin === 'ratp' && place.kind === 'station';
    case 'outreach':
      return origin === 'maraude';
    case 'lead':
      return origin !== 'ratp';
    case 'wall':
    case 'coordination':
    case 'restspace':
    case 'hospital':
    case 'mobile':
    case 'onlooker':
      return false;
  }
}

/** The actor that a door opens as, for who may. */
export function actorOf(door: Door): Actor {
  switch (door.door) {
    case 'wall':
    case 'lead':
    case 'hospital':
    case 'coordination':
    case 'mobile':
      return { role: door.door };
    case 'ratp':
      return { role: 'ratp', ...(door.post && { post: door.post }) };
    case 'outreach':
      return { role: 'outreach', team: door.team };
    case 'restspace':
      return { role: 'restspace', space: door.space };
  }
}

/** The view an actor watches: for those who see something of their own, theirs. */
export function viewOf(actor: Actor): ViewKey {
  switch (actor.role) {
    case 'restspace':
      return `restspace:${actor.space}`;
    case 'outreach':
      return `outreach:${actor.team}`;
    case 'ratp':
      return actor.post === undefined ? 'ratp' : `ratp:${actor.post}`;
    case 'onlooker':
      return actor.at;
    default:
      return actor.role;
  }
}

/** The post under which an actor's requests are filed, so that their steps come back to it. */
export function postOf(actor: Actor): FilingPost {
  switch (actor.role) {
    case 'outreach':
      return actor.team;
    case 'restspace':
      return actor.space;
    case 'ratp':
      return actor.post ?? 'ratp';
    case 'mobile':
    case 'lead':
    case 'coordination':
      return actor.role;
    default:
      return 'hospital';
  }
}
