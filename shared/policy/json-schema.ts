/** The part of JSON Schema that the wire is written in; anything else in one is a finding (V10). */
export type JsonSchema = {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: unknown;
  readonly items?: JsonSchema;
  readonly maxItems?: number;
  readonly minItems?: number;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  /** What a number counts (`shared/kernel/count.ts`). */
  readonly counts?: unknown;
};

/** One schema inside another, and the property that holds it. */
export type Held = { readonly path: string; readonly key: string; readonly schema: JsonSchema };

/** The schema and everything inside it, from the outside in. */
export function everySchema(schema: JsonSchema, path: string, key = ''): Held[] {
  return [
    { path, key, schema },
    ...Object.entries(schema.properties ?? {}).flatMap(([name, held]) =>
      everySchema(held, `${path}.${name}`, name),
    ),
    ...branchesOf(schema).flatMap((branch) => everySchema(branch, path, key)),
    ...(schema.items ? everySchema(schema.items, `${path}[]`, key) : []),
  ];
}

export function branchesOf({ anyOf, oneOf }: JsonSchema): readonly JsonSchema[] {
  return [...(anyOf ?? []), ...(oneOf ?? [])];
}

export function isNumeric(schema: JsonSchema): boolean {
  return (
    schema.type === 'integer' ||
    schema.type === 'number' ||
    [schema.const, ...(schema.enum ?? [])].some((value) => typeof value === 'number')
  );
}
