import {
  codeAnswerSchema,
  pairingRefusalSchema,
  stateAnswerSchema,
  tokenAnswerSchema,
  type CodeAnswer,
  type PairingRefusal,
  type StateAnswer,
  type TokenAnswer,
} from '#shared/access/pairing';
import { Released } from './released.ts';

// What a screen that is nobody yet is told: words about its own code, and nothing of any view.

export function releaseCode(answer: CodeAnswer): Released<CodeAnswer> {
  return Released.make(codeAnswerSchema.parse(answer));
}

export function releaseState(answer: StateAnswer): Released<StateAnswer> {
  return Released.make(stateAnswerSchema.parse(answer));
}

export function releaseNextToken(answer: TokenAnswer): Released<TokenAnswer> {
  return Released.make(tokenAnswerSchema.parse(answer));
}

export function releasePairingRefusal(refusal: PairingRefusal): Released<PairingRefusal> {
  return Released.make(pairingRefusalSchema.parse(refusal));
}
