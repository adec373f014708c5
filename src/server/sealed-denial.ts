import { authorizationMessage } from '../identity/authorization-message.ts'
import { currentKey } from '../identity/key-ring.ts'
import { NONCE_BYTES } from '../identity/seal.ts'
import type { ResourceChange } from '../ledger/resources.ts'
import type { AdmittedCall } from './admitted-call.ts'

/** Clients take headers of 8 KiB in all at least. */
const MESSAGE_CHARACTERS_MAX = 4096

export interface SealedDenial {
  readonly headers: Readonly<Record<string, string>>
  /** To be committed with the call: the key ring may have a new key. */
  readonly changes: readonly ResourceChange[]
}

/**
 * Why policies denied a call, for DecodeAuthorizationMessage to open. In a header of our own, because in AWS only EC2's
 * errors carry such a message, and no text of AWS's may change.
 */
export function sealedDenial({
  evaluation,
  resources,
  nowMs,
  random,
}: AdmittedCall): SealedDenial | undefined {
  if (!evaluation?.isEnforced) return undefined
  const { key, changes } = currentKey(resources, nowMs, random)
  const message = authorizationMessage(evaluation, key, random.bytes(NONCE_BYTES))
  if (message.length > MESSAGE_CHARACTERS_MAX) return { headers: {}, changes }
  return { headers: { 'x-waymark-authorization-message': message }, changes }
}
