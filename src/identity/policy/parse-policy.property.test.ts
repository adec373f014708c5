import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compilePolicy } from './compile-policy.ts'
import { evaluate } from './evaluate.ts'
import { MalformedPolicy } from './malformed-policy.ts'
import { parsePolicy } from './parse-policy.ts'
import type { PolicyKind } from './policy.ts'
import { request } from '../../../test/support/policies.ts'

const RUNS = 1500

const kind = fc.constantFrom<PolicyKind>('identity', 'trust', 'resource', 'session')

/** Documents that come close: the grammar's words in its places, and in some of them anything at all. */
const text = fc.constantFrom(
  '*',
  's3:Get*',
  'arn:aws:s3:::a',
  '${aws:username}',
  "${a, 'b'}",
  'Allow',
  '10',
  '203.0.113.0/24',
  '123456789012',
  '',
)
const value = fc.oneof(
  { weight: 6, arbitrary: text },
  { weight: 2, arbitrary: fc.array(text, { maxLength: 3 }) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 2 }) },
)
const operator = fc.constantFrom(
  'StringEquals',
  'ForAnyValue:StringNotLike',
  'NumericLessThanIfExists',
  'ArnLike',
  'IpAddress',
  'Null',
  'Nonsense',
  '__proto__',
)
const condition = fc.dictionary(operator, fc.dictionary(text, value, { maxKeys: 2 }), {
  maxKeys: 2,
})
const changes = fc.record(
  {
    Sid: value,
    Effect: fc.constantFrom('Deny', 'Deny', 'allow', 'perhaps'),
    Principal: fc.oneof(value, fc.dictionary(fc.constantFrom('AWS', 'Service', 'X'), value)),
    NotPrincipal: value,
    Action: value,
    NotAction: value,
    Resource: value,
    NotResource: value,
    Condition: fc.oneof(condition, value),
  },
  { requiredKeys: [] },
)

/** What every kind takes, so that the changes decide. */
function sound(each: PolicyKind) {
  const named = each === 'trust' || each === 'resource'
  return {
    Effect: 'Allow',
    ...(named && { Principal: '*' }),
    Action: each === 'trust' ? 'sts:AssumeRole' : '*',
    ...(each !== 'trust' && { Resource: '*' }),
  }
}

const nearPolicy = (each: PolicyKind) =>
  fc
    .record({
      Version: fc.constantFrom('2012-10-17', '2012-10-17', '2008-10-17', '2013', 4),
      Statement: fc.array(fc.oneof(fc.constant({}), changes), { minLength: 1, maxLength: 2 }),
    })
    .map(({ Version, Statement }) =>
      JSON.stringify({
        Version,
        Statement: Statement.map((changed) => ({ ...sound(each), ...changed })),
      }),
    )

const document = (each: PolicyKind) =>
  fc.oneof(
    { weight: 8, arbitrary: nearPolicy(each) },
    { weight: 1, arbitrary: fc.json() },
    { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
  )

type Outcome = 'policy' | 'malformed'

function outcomeOf(source: string, each: PolicyKind): Outcome {
  try {
    const policy = compilePolicy(parsePolicy(source, each))
    evaluate(request({}), { identity: [{ policy }] })
    return 'policy'
  } catch (error) {
    if (error instanceof MalformedPolicy) return 'malformed'
    throw error
  }
}

test('whatever comes in, it is either a policy that can be evaluated or a MalformedPolicy', () => {
  const outcomes: Record<Outcome, number> = { policy: 0, malformed: 0 }
  const documentOfKind = kind.chain((each) => fc.tuple(document(each), fc.constant(each)))
  fc.assert(
    fc.property(documentOfKind, ([source, each]) => {
      outcomes[outcomeOf(source, each)]++
    }),
    { numRuns: RUNS },
  )
  expect(outcomes.policy).toBeGreaterThan(RUNS / 10)
  expect(outcomes.malformed).toBeGreaterThan(RUNS / 10)
})
