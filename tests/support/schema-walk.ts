/** A node of a JSON schema, as zod writes it. */
export type SchemaNode = { readonly [key: string]: unknown };
export type Visit = (node: SchemaNode, path: string) => void;

/** Visits a schema and everything in it, alternatives included. Paths read `changes[].value.id`. */
export function walkSchema(node: SchemaNode, visit: Visit, path = ''): void {
  if ('$ref' in node) throw new Error(`${path}: a reference would hide what it points to`);
  visit(node, path);
  for (const [name, member] of membersOf(node))
    walkSchema(member, visit, path === '' ? name : `${path}.${name}`);
  for (const item of itemsOf(node)) walkSchema(item, visit, `${path}[]`);
  for (const alternative of alternativesOf(node)) walkSchema(alternative, visit, path);
}

export function membersOf(node: SchemaNode): [string, SchemaNode][] {
  return Object.entries((node['properties'] ?? {}) as Record<string, SchemaNode>);
}

export function itemsOf(node: SchemaNode): SchemaNode[] {
  return 'items' in node ? [node['items'] as SchemaNode] : [];
}

export function alternativesOf(node: SchemaNode): SchemaNode[] {
  return ['oneOf', 'anyOf', 'allOf'].flatMap((key) => (node[key] ?? []) as SchemaNode[]);
}

/** What one value of this schema may hold at once: one set per alternative way of writing it. */
export function togetherIn(
  node: SchemaNode,
  holds: (node: SchemaNode) => string | null,
): ReadonlySet<string>[] {
  const alternatives = alternativesOf(node);
  if (alternatives.length > 0) return alternatives.flatMap((alternative) => togetherIn(alternative, holds));
  const own = holds(node);
  const parts = [
    ...membersOf(node).map(([, member]) => togetherIn(member, holds)),
    // A list may hold every alternative of its items.
    ...itemsOf(node).map((item) => [new Set(togetherIn(item, holds).flatMap((held) => [...held]))]),
  ];
  const start: ReadonlySet<string>[] = [new Set(own === null ? [] : [own])];
  return parts.reduce<ReadonlySet<string>[]>(
    (ways, part) => unique(ways.flatMap((way) => part.map((held) => new Set([...way, ...held])))),
    start,
  );
}

function unique(sets: readonly ReadonlySet<string>[]): ReadonlySet<string>[] {
  return [...new Map(sets.map((set) => [[...set].sort().join(), set])).values()];
}
