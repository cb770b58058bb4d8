import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import { CODE_ALPHABET, type AdmissionCode, type CommandId } from '#shared/kernel/ids';

/** Where chance comes from: a cryptographic source, drawn from nothing that could be guessed. */
export interface Ids {
  command(): CommandId;
  admissionCode(): AdmissionCode;
  epoch(): string;
  /** What a person reads to us when something failed on our side. */
  faultReference(): string;
}

export const randomIds: Ids = {
  command: () => randomUUID() as CommandId,
  admissionCode: () =>
    Array.from({ length: 6 }, () => CODE_ALPHABET[randomInt(CODE_ALPHABET.length)]).join('') as AdmissionCode,
  epoch: () => randomBytes(16).toString('hex'),
  faultReference: () => randomBytes(4).toString('hex').toUpperCase(),
};
