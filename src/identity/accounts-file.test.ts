import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type AccountPlan, plannedPolicyArn, readAccountsFile } from './accounts-file.ts'

const whole = `
accounts:
  - id: 111122223333
    alias: dev
    policies:
      - name: Deploy
        path: /ops/
        document:
          Version: "2012-10-17"
          Statement: {Effect: Allow, Action: "greengrass:*", Resource: "*"}
    groups:
      - {name: operators, policies: [Deploy]}
    users:
      - {name: alice, path: /eng/, groups: [operators], tags: {team: a, floor: 3}, permissionsBoundary: PowerUsers}
      - {name: bob, accessKeys: 0, inlinePolicies: {own: '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"*"}]}'}}
    roles:
      - name: Deployer
        maxSessionDuration: 7200
        trust:
          Version: "2012-10-17"
          Statement: [{Effect: Allow, Principal: {AWS: "arn:aws:iam::111122223333:user/eng/alice"}, Action: "sts:AssumeRole"}]
  - id: "999988887777"
`

function read(text: string): readonly AccountPlan[] {
  const result = readAccountsFile(text)
  if (result.kind === 'faults') throw new Error(result.faults.join('\n'))
  return result.accounts
}

function faultsOf(text: string): readonly string[] {
  const result = readAccountsFile(text)
  return result.kind === 'faults' ? result.faults : []
}

test('reads accounts, with documents as text or as YAML', () => {
  const [dev, other] = read(whole.replace('PowerUsers', 'Deploy'))
  expect(dev).toMatchObject({
    id: '111122223333',
    alias: 'dev',
    users: [
      { name: 'alice', tags: { team: 'a', floor: '3' }, accessKeys: 1 },
      { name: 'bob', accessKeys: 0 },
    ],
  })
  expect(JSON.parse(dev?.policies[0]?.document ?? '')).toMatchObject({ Version: '2012-10-17' })
  expect(other).toEqual({ id: '999988887777', policies: [], groups: [], users: [], roles: [] })
})

test('a policy is named by name, the account’s own first, or by ARN', () => {
  const [dev] = read(whole.replace('PowerUsers', 'Deploy'))
  if (!dev) throw new Error('there is an account')
  expect(plannedPolicyArn(dev, 'Deploy')).toBe('arn:aws:iam::111122223333:policy/ops/Deploy')
  const administrator = 'arn:aws:iam::aws:policy/AdministratorAccess'
  expect(plannedPolicyArn(dev, 'AdministratorAccess')).toBe(administrator)
  expect(plannedPolicyArn(dev, administrator)).toBe(administrator)
})

test('names every fault of names and documents at once, each with its place', () => {
  const text = whole
    .replace('groups: [operators]', 'groups: [operators, nobody]')
    .replace('Effect: Allow, Principal', 'Effect: Maybe, Principal')
    .replace('- id: "999988887777"', '- id: "111122223333"')
    .replace('name: bob', 'name: ALICE')
  expect(faultsOf(text)).toEqual([
    'accounts[1]: there are two of 111122223333',
    'accounts[0].users[1]: there are two of alice',
    'accounts[0].users[0].permissionsBoundary: there is no policy PowerUsers',
    'accounts[0].users[0].groups[1]: there is no group nobody',
    expect.stringMatching(/^accounts\[0\]\.roles\[0\]\.trust: /) as string,
  ])
})

test('names every fault of shape at once, each with its place', () => {
  const faults = faultsOf('accounts: [{id: 7, colour: red, users: [{accessKeys: 3}]}]')
  expect(faults.map((fault) => fault.split(': ')[0])).toEqual([
    'accounts[0].id',
    'accounts[0].users[0].name',
    'accounts[0].users[0].accessKeys',
    'accounts[0]',
  ])
})

test.each(['', 'accounts: []', 'a: [', 'text', '!!js/function x'])('%j is refused', (text) => {
  expect(faultsOf(text)).toHaveLength(1)
})

test('whatever is in the file, it is read or refused', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.json(),
        fc.string().map((s) => `accounts: [${s}]`),
      ),
      (text) => {
        expect(['accounts', 'faults']).toContain(readAccountsFile(text).kind)
      },
    ),
  )
})
