import { expect, test } from 'vitest'
import { policy, request } from '../../../test/support/policies.ts'
import { evaluate } from './evaluate.ts'

const allow = policy({})
const deny = policy({ Effect: 'Deny' })

test('names the managed policy that denied, and none for an inline one', () => {
  const arn = 'arn:aws:iam::123456789012:policy/no'
  const managed = evaluate(request({}), { identity: [allow, { ...deny, arn }] })
  expect(managed).toEqual({ allowed: false, by: 'identity', how: 'explicit', policyArn: arn })
  const inline = evaluate(request({}), { identity: [{ ...allow, arn }, deny] })
  expect(inline).toEqual({ allowed: false, by: 'identity', how: 'explicit' })
})

test('asks for no context key that no condition needs', () => {
  const context = () => {
    throw new Error('nobody needs this')
  }
  expect(evaluate(request({ context }), { identity: [allow] }).allowed).toBe(true)
})
