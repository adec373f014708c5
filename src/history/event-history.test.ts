import { describe } from 'vitest'
import { MemoryHistory } from '../../test/support/memory-history.ts'
import { eventHistoryContract } from './event-history.contract.ts'

describe('history in memory', () => {
  eventHistoryContract(async (clock) => ({
    history: new MemoryHistory(clock),
    close: async () => undefined,
  }))
})
