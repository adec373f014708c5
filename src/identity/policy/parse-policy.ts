import { checkPolicy } from './check-policy.ts'
import { listOf, objectOf } from './json-values.ts'
import { syntaxError } from './malformed-policy.ts'
import { parseStatement } from './parse-statement.ts'
import { repeatedKey } from './repeated-key.ts'
import type { Policy, PolicyKind, PolicyVersion, Statement } from './policy.ts'

const ELEMENTS = new Set(['Version', 'Id', 'Statement'])
const VERSION_WHEN_ABSENT: PolicyVersion = '2008-10-17'

/**
 * Reads a policy document. Throws `MalformedPolicy` with AWS's message for whatever IAM would not take in a policy of this
 * kind. Sizes, and whether a principal exists, are the caller's to check.
 */
export function parsePolicy(text: string, kind: PolicyKind): Policy {
  const document = objectOf(jsonOf(text))
  const repeated = repeatedKey(text)
  if (repeated !== undefined) throw syntaxError(repeated)
  for (const name of Object.keys(document)) if (!ELEMENTS.has(name)) throw syntaxError(name)
  const id = document['Id']
  if (id !== undefined && typeof id !== 'string') throw syntaxError('Id')
  const policy: Policy = {
    version: versionOf(document['Version']),
    ...(id !== undefined && { id }),
    statements: statementsOf(document['Statement']),
  }
  checkPolicy(policy, kind)
  return policy
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // AWS does not say what is wrong with the JSON.
    throw syntaxError()
  }
}

function versionOf(value: unknown): PolicyVersion {
  if (value === undefined) return VERSION_WHEN_ABSENT
  if (value !== '2012-10-17' && value !== '2008-10-17') throw syntaxError('Version')
  return value
}

function statementsOf(value: unknown): Statement[] {
  const list = listOf(value)
  if (list.length === 0) throw syntaxError('Statement')
  return list.map((item, i) => parseStatement(item, `Statement[${i}]`))
}
