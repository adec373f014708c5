import { quotaExceeded } from './errors.ts'
import { checkDocument, documentSize } from './policy-documents.ts'
import { quotas } from './quotas.ts'

export function checkTrustPolicy(text: string): void {
  checkDocument(text, 'trust')
  if (documentSize(text) > quotas.trustPolicyCharacters)
    throw quotaExceeded('ACLSizePerRole', quotas.trustPolicyCharacters)
}
