import { jsonFault } from '../parts/json-fault.ts'

export type TrustKind = 'account' | 'service' | 'json'

/** Who is going to be trusted with a role, as it is being said. */
export interface TrustDraft {
  readonly kind: TrustKind
  readonly accountId: string
  /** A service's principal, such as greengrass.amazonaws.com. */
  readonly service: string
  /** The whole policy, where it is written by hand. */
  readonly text: string
}

/** It begins with the account's own users and roles. */
export function newTrustDraft(accountId: string): TrustDraft {
  return { kind: 'account', accountId, service: '', text: '' }
}

/** By hand goes on from what was chosen before. */
export function withKind(draft: TrustDraft, kind: TrustKind): TrustDraft {
  const isBegun = draft.text !== '' || trustFault(draft) !== undefined
  return { ...draft, kind, text: kind === 'json' && !isBegun ? trustPolicyOf(draft) : draft.text }
}

/** Why nobody could be trusted by it; undefined when somebody can. The server has the last word. */
export function trustFault({ kind, accountId, service, text }: TrustDraft): string | undefined {
  switch (kind) {
    case 'account':
      return /^\d{12}$/.test(accountId) ? undefined : 'An account’s ID has 12 digits.'
    case 'service':
      return /^[a-z0-9.-]+\.amazonaws\.com$/.test(service)
        ? undefined
        : 'A service’s principal ends in .amazonaws.com.'
    case 'json':
      return jsonFault(text)
  }
}

/** The trust policy, as JSON for people. */
export function trustPolicyOf({ kind, accountId, service, text }: TrustDraft): string {
  switch (kind) {
    case 'account':
      return trusting({ AWS: `arn:aws:iam::${accountId}:root` })
    case 'service':
      return trusting({ Service: service })
    case 'json':
      return text
  }
}

function trusting(Principal: Readonly<Record<string, string>>): string {
  const statement = { Effect: 'Allow', Principal, Action: 'sts:AssumeRole' }
  return JSON.stringify({ Version: '2012-10-17', Statement: [statement] }, undefined, 2)
}
