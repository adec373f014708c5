import { expect, test } from 'vitest'
import { newTrustDraft, trustFault, trustPolicyOf, withKind } from './trust-draft.ts'

const own = newTrustDraft('123456789012')
const statementOf = (text: string) =>
  (JSON.parse(text) as { Statement: readonly unknown[] }).Statement[0]

test('trusts the account’s own users and roles to begin with', () => {
  expect(trustFault(own)).toBeUndefined()
  expect(statementOf(trustPolicyOf(own))).toEqual({
    Effect: 'Allow',
    Principal: { AWS: 'arn:aws:iam::123456789012:root' },
    Action: 'sts:AssumeRole',
  })
})

test('trusts a service', () => {
  const service = { ...own, kind: 'service' as const, service: 'greengrass.amazonaws.com' }
  expect(trustFault(service)).toBeUndefined()
  expect(statementOf(trustPolicyOf(service))).toMatchObject({
    Principal: { Service: 'greengrass.amazonaws.com' },
  })
})

test('goes on by hand from what was chosen, and keeps what was written', () => {
  const byHand = withKind(own, 'json')
  expect(byHand.text).toBe(trustPolicyOf(own))
  const written = { ...byHand, text: '{"Statement": []}' }
  expect(withKind(withKind(written, 'service'), 'json').text).toBe('{"Statement": []}')
})

test.each([
  [{ ...own, accountId: '12' }, '12 digits'],
  [{ ...own, kind: 'service' as const, service: 'greengrass' }, '.amazonaws.com'],
  [{ ...own, kind: 'json' as const, text: '{' }, 'Not JSON'],
])('says what is wrong with %o', (draft, words) => {
  expect(trustFault(draft)).toContain(words)
  expect(withKind(draft, 'json').text).toBe(draft.text)
})
