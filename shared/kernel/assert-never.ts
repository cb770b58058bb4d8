/** Makes a switch exhaustive: adding a case without handling it stops the type check. */
export function assertNever(value: never): never {
  throw new Error(`unhandled case: ${typeof value}`);
}
