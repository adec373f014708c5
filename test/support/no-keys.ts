import { KeySetError, type KeySetSource } from '../../src/identity/key-set.ts'

/** For tests in which no token is to be verified. */
export const noKeys: KeySetSource = {
  keySetOf: () => Promise.reject(new KeySetError('unreachable', 'no issuer is known here')),
}
