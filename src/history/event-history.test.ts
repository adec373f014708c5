import { describe } from 'vitest'
import { MemoryHistory } from '../../test/support/memory-history.ts'
import { eventHistoryContract } from './event-history.contract.ts'
import { ReadAhead } from './read-ahead.ts'

describe('history in memory', () => {
  eventHistoryContract(async (clock) => ({
    history: new MemoryHistory(clock),
    close: async () => undefined,
  }))
})

describe('history read ahead', () => {
  eventHistoryContract(async (clock) => {
    const engine = new MemoryHistory(clock)
    const pages = new ReadAhead(engine)
    return {
      history: {
        cursor: () => engine.cursor(),
        accept: (events) => engine.accept(events),
        lookup: (query, asOf) => pages.lookup(query, asOf),
      },
      close: async () => undefined,
    }
  })
})
