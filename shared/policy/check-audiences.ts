import { heldThrough, linksOf } from './chain.ts';
import type { Flaw, Subject } from './finding.ts';
import { everySchema, type JsonSchema } from './json-schema.ts';

const LEAD_ONLY_FIELDS: ReadonlySet<string> = new Set(['people', 'needs']);
/** Properties of a message that only a lead may receive; `slot` alone is harmless, it also dates a stale source. */
const LEAD_ONLY_PROPERTIES: ReadonlySet<string> = new Set([
  ...LEAD_ONLY_FIELDS,
  'presence',
  'mission',
  'missions',
  'passes',
  'team',
]);
const OWN_TEAM: ReadonlySet<string> = new Set(['mission', 'missions', 'team']);

/** V7: people, needs, presence and missions go to the leads only; a team has its own missions. */
export function peopleAreForLeads({ policy, facts }: Subject): Flaw[] {
  const told = Object.entries(policy.roles).flatMap(([role, views]): Flaw[] => {
    if (role === 'lead') return [];
    const path = `roles.${role}`;
    const flaws: Flaw[] = [];
    for (const dimension of ['surface', 'underground'] as const) {
      const view = views[dimension];
      const fields = typeof view === 'object' && 'fields' in view ? (view.fields ?? []) : [];
      const found = fields.filter((field) => LEAD_ONLY_FIELDS.has(field));
      if (found.length > 0) {
        flaws.push({ path: `${path}.${dimension}.fields`, reason: `${found.join(', ')} is for leads only` });
      }
    }
    if (views.presence)
      flaws.push({ path: `${path}.presence`, reason: 'where a team is, is for leads only' });
    const { missions } = views;
    if (missions !== undefined && missions !== 'none' && !(role === 'outreach' && missions === 'own_team')) {
      flaws.push({ path: `${path}.missions`, reason: 'missions are for leads and for the team itself' });
    }
    return flaws;
  });
  return [...told, ...Object.entries(facts.wire).flatMap(([name, schema]) => toldByWire(name, schema))];
}

function toldByWire(name: string, message: JsonSchema): Flaw[] {
  return everySchema(message, `wire.${name}`).flatMap(({ schema, path }) => {
    const audience = schema.properties?.['audience']?.const;
    if (typeof audience !== 'string' || audience === 'lead') return [];
    return everySchema(schema, `${path}(${audience})`)
      .filter(({ key }) => LEAD_ONLY_PROPERTIES.has(key))
      .filter(({ key }) => !(audience === 'outreach' && OWN_TEAM.has(key)))
      .map((held) => ({ path: held.path, reason: `${audience} would receive ${held.key}` }));
  });
}

/** Who may have exact values (PRV-25, PRV-29) and the codes of requests (PRV-31). */
const EXACT: Record<'rest' | 'beds', ReadonlySet<string>> = {
  rest: new Set(['lead']),
  beds: new Set(['lead', 'hospital', 'coordination']),
};
const CODES: Record<string, string> = {
  lead: 'own_operator',
  outreach: 'own',
  restspace: 'own',
  hospital: 'all',
  mobile: 'all',
};

/** V9: passes under the leads only, exact values and codes only where a rule allows them; an alias hides none of it. */
export function exactIsRare({ policy }: Subject): Flaw[] {
  const links = linksOf(policy);
  const aliased = links.flatMap((link) => {
    if (link.dimension !== 'rest' && link.dimension !== 'beds') return [];
    if (heldThrough(link, links, policy) !== 'exact' || EXACT[link.dimension].has(link.role)) return [];
    return [{ path: link.path, reason: `${link.role} would have the exact value` }];
  });
  const stated = Object.entries(policy.roles).flatMap(([role, views]): Flaw[] => {
    const path = `roles.${role}`;
    const flaws: Flaw[] = [];
    for (const dimension of ['surface', 'underground'] as const) {
      const view = views[dimension];
      if (typeof view === 'object' && 'kind' in view && view.kind === 'passes' && role !== 'lead') {
        flaws.push({ path: `${path}.${dimension}.kind`, reason: `${role} would have every pass` });
      }
      if (typeof view === 'string' && view !== 'none' && !(role === 'outreach' && view === 'own_tour')) {
        flaws.push({ path: `${path}.${dimension}`, reason: `${view} is not for ${role}` });
      }
    }
    for (const dimension of ['rest', 'beds'] as const) {
      const view = views[dimension];
      if (typeof view === 'string' && view !== 'none') {
        flaws.push({ path: `${path}.${dimension}`, reason: `${view} is not a view of ${dimension}` });
      }
      if (typeof view !== 'object') continue;
      if ('kind' in view && !EXACT[dimension].has(role)) {
        flaws.push({ path: `${path}.${dimension}.kind`, reason: `${role} would have the exact value` });
      }
      if ('own' in view && role !== 'restspace') {
        flaws.push({ path: `${path}.${dimension}.own`, reason: 'only the staff of a space have its count' });
      }
    }
    if (typeof views.queue === 'string' && views.queue !== 'none') {
      flaws.push({ path: `${path}.queue`, reason: `${views.queue} is not a view of requests` });
    }
    const codes = typeof views.queue === 'object' && 'codes' in views.queue ? views.queue.codes : undefined;
    if (codes !== undefined && codes !== CODES[role]) {
      flaws.push({ path: `${path}.queue.codes`, reason: `${role} may have ${CODES[role] ?? 'no codes'}` });
    }
    if (views.reports !== undefined && role !== 'coordination') {
      flaws.push({ path: `${path}.reports`, reason: 'reports of every operator are for coordination only' });
    }
    return flaws;
  });
  return [...aliased, ...stated];
}

/** V18: the transport operator receives nothing of the surface, of the beds, of the requests. */
export function operatorSeesItsStations({ policy }: Subject): Flaw[] {
  const ratp = policy.roles['ratp'];
  if (!ratp) return [];
  return (['surface', 'beds', 'queue'] as const).flatMap((dimension) =>
    ratp[dimension] === 'none'
      ? []
      : [{ path: `roles.ratp.${dimension}`, reason: 'none, whoever may read that feed (PRIVACY 2)' }],
  );
}

/** Every reader there is. A new one is a row here first, then its leak tests, then its screen. */
const ROLES: ReadonlySet<string> = new Set([
  'lead',
  'coordination',
  'outreach',
  'restspace',
  'hospital',
  'mobile',
  'ratp',
  'wall',
  'admin',
  'auditor',
]);
const ALLOWED_KEYS: Record<string, readonly string[]> = {
  admin: ['views'],
  auditor: ['audit', 'releases'],
};

/** V23: an administrator has no view of the field, an auditor no live one, and there is no police role, nor any unknown one. */
export function noViewForPower({ policy }: Subject): Flaw[] {
  return Object.entries(policy.roles).flatMap(([role, views]): Flaw[] => {
    const path = `roles.${role}`;
    if (!ROLES.has(role)) {
      return [{ path, reason: 'not a role of this product; no police role exists (PRV-20)' }];
    }
    const allowed = ALLOWED_KEYS[role];
    const flaws: Flaw[] = Object.keys(views)
      .filter((key) => (allowed ? !allowed.includes(key) : ['views', 'audit', 'releases'].includes(key)))
      .map((key) => ({ path: `${path}.${key}`, reason: `${key} is not for ${role} (PRV-20)` }));
    if (views.views !== undefined && views.views !== 'none') {
      flaws.push({ path: `${path}.views`, reason: `${views.views}: ${role} has no operational view` });
    }
    if (views.releases && views.releases.bodies !== 'wall') {
      flaws.push({ path: `${path}.releases.bodies`, reason: 'an auditor reads bodies at wall precision' });
    }
    return flaws;
  });
}
