import { withPrincipalIds } from '../../identity/policy-principals.ts'
import type { Call } from '../operation.ts'
import { quotaExceeded } from './errors.ts'
import { checkDocument, documentSize, wellFormed } from './policy-documents.ts'
import { quotas } from './quotas.ts'

/** What is kept of a trust policy that the caller gives. Throws MalformedPolicyDocument, LimitExceeded. */
export function trustPolicyFrom(text: string, { resources }: Call): string {
  checkDocument(text, 'trust')
  if (documentSize(text) > quotas.trustPolicyCharacters)
    throw quotaExceeded('ACLSizePerRole', quotas.trustPolicyCharacters)
  return wellFormed(() => withPrincipalIds(text, resources))
}
