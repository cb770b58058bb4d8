import type { DeskFault } from '#shared/access/visit';

/** A failure of the store is answered, not thrown into a page: it is in the journal under the reference that it gives. */
export async function safely<Answer>(
  onFault: (cause: unknown) => string,
  act: () => Promise<Answer>,
): Promise<Answer | DeskFault> {
  try {
    return await act();
  } catch (cause) {
    return { kind: 'Fault', reference: onFault(cause) };
  }
}
