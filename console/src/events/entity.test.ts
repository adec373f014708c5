import { expect, test } from 'vitest'
import { entityCondition, entityLink } from './entity.ts'

test('finds what a role’s sessions did, whatever its path', () => {
  for (const path of ['', 'ops/', 'ops/night/'])
    expect(entityCondition('role', `arn:aws:iam::123456789012:role/${path}Deployer`)).toEqual({
      field: 'principalArn',
      operator: 'startsWith',
      value: 'arn:aws:sts::123456789012:assumed-role/Deployer/',
    })
})

test('leads from a principal to that principal, not to a role', () => {
  const session = 'arn:aws:sts::123456789012:assumed-role/Deployer/night'
  expect(entityLink('principalArn', session)).toBe(
    `#/entities/principal/${encodeURIComponent(session)}`,
  )
  expect(entityCondition('principal', session)).toEqual({
    field: 'principalArn',
    operator: 'equals',
    value: session,
  })
})
