import { expect, test } from 'vitest'
import { ACTIONS, isAllowedBy } from '../../../test/support/policies.ts'

interface ActionCase {
  readonly statement: Readonly<Record<string, unknown>>
  readonly action: string
  readonly covers: boolean
  readonly source: string
}

const NOT_ACTION = ACTIONS.replace('_action.', '_notaction.')

test.each<ActionCase>([
  { statement: { Action: '*' }, action: 's3:GetObject', covers: true, source: ACTIONS },
  { statement: { Action: 's3:*' }, action: 's3:GetObject', covers: true, source: ACTIONS },
  { statement: { Action: 's3:*' }, action: 'sns:Publish', covers: false, source: ACTIONS },
  { statement: { Action: 's3:*' }, action: 's3express:GetObject', covers: false, source: ACTIONS },
  { statement: { Action: 's3:GetObject' }, action: 's3:GetObject', covers: true, source: ACTIONS },
  {
    statement: { Action: 's3:GetObject' },
    action: 's3:GetObjectAcl',
    covers: false,
    source: ACTIONS,
  },
  { statement: { Action: 'S3:getobject' }, action: 's3:GetObject', covers: true, source: ACTIONS },
  {
    statement: { Action: 'iam:ListAccessKeys' },
    action: 'IAM:listaccesskeys',
    covers: true,
    source: ACTIONS,
  },
  {
    statement: { Action: 'iam:*AccessKey*' },
    action: 'iam:CreateAccessKey',
    covers: true,
    source: ACTIONS,
  },
  {
    statement: { Action: 'iam:*AccessKey*' },
    action: 'iam:ListAccessKeys',
    covers: true,
    source: ACTIONS,
  },
  {
    statement: { Action: 'iam:*AccessKey*' },
    action: 'iam:ListUsers',
    covers: false,
    source: ACTIONS,
  },
  { statement: { Action: 'iam:Get?ser' }, action: 'iam:GetUser', covers: true, source: ACTIONS },
  {
    statement: { Action: ['s3:List*', 's3:Get*'] },
    action: 's3:GetObject',
    covers: true,
    source: ACTIONS,
  },
  {
    statement: { Action: ['s3:List*', 's3:Get*'] },
    action: 's3:PutObject',
    covers: false,
    source: ACTIONS,
  },
  {
    statement: { NotAction: 's3:DeleteBucket' },
    action: 's3:GetObject',
    covers: true,
    source: NOT_ACTION,
  },
  {
    statement: { NotAction: 's3:DeleteBucket' },
    action: 's3:DeleteBucket',
    covers: false,
    source: NOT_ACTION,
  },
  { statement: { NotAction: 'iam:*' }, action: 'iam:ListUsers', covers: false, source: NOT_ACTION },
  {
    statement: { NotAction: ['iam:*', 'sts:*'] },
    action: 'sts:AssumeRole',
    covers: false,
    source: NOT_ACTION,
  },
  {
    statement: { NotAction: ['iam:*', 'sts:*'] },
    action: 's3:GetObject',
    covers: true,
    source: NOT_ACTION,
  },
  { statement: { NotAction: '*' }, action: 's3:GetObject', covers: false, source: NOT_ACTION },
])('$statement covers $action: $covers ($source)', ({ statement, action, covers }) => {
  expect(isAllowedBy(statement, { action })).toBe(covers)
})
