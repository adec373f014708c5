import { expect, test } from 'vitest'
import { type Evaluation, Evaluations } from './evaluations.ts'

const evaluation: Evaluation = {
  accountId: '123456789012',
  principal: { id: 'AIDA', name: 'alice', arn: 'arn:aws:iam::123456789012:user/alice' },
  action: 'iam:GetUser',
  context: {},
  explanation: {
    decision: { allowed: false, by: 'identity', how: 'implicit' },
    policies: [],
  },
  isEnforced: true,
}

test('keeps the last evaluations, and no more than it was told', () => {
  const kept = new Evaluations(2)
  for (const id of ['first', 'second', 'third']) kept.keep(id, evaluation)
  expect(kept.of('first')).toBeUndefined()
  expect(kept.of('second')).toBe(evaluation)
  expect(kept.of('third')).toBe(evaluation)
})
