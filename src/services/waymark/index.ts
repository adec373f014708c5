import type { Clock } from '../../base/clock.ts'
import type { EventSearch } from '../../history/event-search.ts'
import type { NewEvents } from '../../history/new-events.ts'
import type { ArchiveReader } from '../../ledger/archive.ts'
import { defineService, type Service } from '../service.ts'
import { waymarkConstraints } from './constraints.ts'
import { waymarkFaults } from './errors.ts'
import { waymarkModel } from './model.ts'
import { countEvents } from './operations/count-events.ts'
import { type Denials, explainDenial } from './operations/explain-denial.ts'
import { getEvent } from './operations/get-event.ts'
import { listFieldValues } from './operations/list-field-values.ts'
import { searchEvents } from './operations/search-events.ts'

/** What the operations stand on. */
export interface WaymarkParts {
  readonly events: EventSearch
  readonly newEvents: NewEvents
  readonly archive: ArchiveReader
  readonly denials: Denials
  readonly clock: Clock
}

export function waymark({ events, newEvents, archive, denials, clock }: WaymarkParts): Service {
  return defineService({
    model: waymarkModel,
    constraints: waymarkConstraints,
    faults: waymarkFaults,
    iamPrefix: 'waymark',
    recording: { family: 'standard', names: 'lowerCamel', dates: 'epoch', tlsDetails: true },
    operations: {
      SearchEvents: searchEvents(events, newEvents, clock),
      CountEvents: countEvents(events),
      ListFieldValues: listFieldValues(events),
      GetEvent: getEvent(events, archive),
      ExplainDenial: explainDenial(denials),
    },
  })
}
