import { expect, test } from 'vitest'
import { z } from 'zod'
import { readYaml } from './yaml-file.ts'

const schema = z.strictObject({ users: z.array(z.strictObject({ name: z.string() })) })

test('reads what fits', () => {
  expect(readYaml('users: [{name: alice}]', schema)).toEqual({
    kind: 'content',
    content: { users: [{ name: 'alice' }] },
  })
})

test('names every fault with its place, and no value', () => {
  const read = readYaml('users: [{name: alice}, {name: 1234}, {secret: xyzzy}]', schema)
  const faults = read.kind === 'faults' ? read.faults : []
  expect(faults.map((fault) => fault.slice(0, fault.indexOf(':')))).toEqual([
    'users[1].name',
    'users[2].name',
    'users[2]',
  ])
  expect(faults.join()).not.toMatch(/1234|xyzzy/)
})

test('says of what is no mapping that it is the file', () => {
  expect(readYaml('5', schema)).toMatchObject({ faults: [expect.stringMatching(/^the file: /)] })
})

test('says of what is no YAML where it breaks', () => {
  expect(readYaml('users: [', schema)).toMatchObject({
    faults: [expect.stringMatching(/^is not YAML: .+ at line 1, column \d+/)],
  })
})
