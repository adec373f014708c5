import type { EventSearch } from '../../../history/event-search.ts'
import type { Query } from '../../operation.ts'
import { waymarkError } from '../errors.ts'
import { type EventOutput, eventOutput } from '../event-output.ts'

interface GetEventRequest {
  readonly eventId: string
}

interface GetEventResponse {
  readonly event: EventOutput
}

export function getEvent(events: EventSearch): Query<GetEventRequest, GetEventResponse> {
  return {
    kind: 'query',
    async run({ eventId }, call) {
      const event = await events.find(call.accountId, eventId, call.acknowledgedPosition)
      if (event) return { event: eventOutput(event) }
      throw waymarkError('ResourceNotFoundException', `Event ${eventId} is not found.`, 404)
    },
  }
}
