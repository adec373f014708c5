import { expect, test } from 'vitest'
import { GroupCommit } from './group-commit.ts'
import type { LedgerBatch } from './ledger-store.ts'

const batch = (firstPosition: number): LedgerBatch => ({
  firstPosition,
  events: ['1'],
  changes: [],
})

test('batches of one turn share a flush, and the next turn has its own', async () => {
  const flushes: number[][] = []
  const commits = new GroupCommit((...batches) => {
    flushes.push(batches.map(({ firstPosition }) => firstPosition))
  })
  await Promise.all([1, 2, 3].map((position) => commits.append(batch(position))))
  await commits.append(batch(4))
  expect(flushes).toEqual([[1, 2, 3], [4]])
})

test('a flush that fails is everyone’s who shares it', async () => {
  const commits = new GroupCommit(() => {
    throw new Error('the disk is full')
  })
  const shared = [1, 2].map((position) => commits.append(batch(position)))
  for (const append of shared) await expect(append).rejects.toThrow('the disk is full')
})
