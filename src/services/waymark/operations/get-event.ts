import type { AuditEvent } from '../../../audit/audit-event.ts'
import type { EventSearch } from '../../../history/event-search.ts'
import type { ArchiveReader } from '../../../ledger/archive.ts'
import { deliveriesOf, type EventDelivery } from '../../../trails/delivered-files.ts'
import type { Query } from '../../operation.ts'
import { waymarkError } from '../errors.ts'
import { type EventOutput, eventOutput } from '../event-output.ts'

interface GetEventRequest {
  readonly eventId: string
}

interface GetEventResponse {
  readonly event: EventOutput
  /** One for each trail that has it in a log file. */
  readonly deliveries: readonly DeliveryOutput[]
}

export function getEvent(
  events: EventSearch,
  archive: ArchiveReader,
): Query<GetEventRequest, GetEventResponse> {
  return {
    kind: 'query',
    async run({ eventId }, call) {
      const event = await events.find(call.accountId, eventId, call.acknowledgedPosition)
      if (!event) throw notFound(eventId)
      const audited = JSON.parse(event.json) as AuditEvent
      const deliveries = await deliveriesOf(event.position, audited, archive)
      return { event: eventOutput(event), deliveries: deliveries.map(deliveryOutput) }
    },
  }
}

type DeliveryOutput = ReturnType<typeof deliveryOutput>

function deliveryOutput({ trailArn, logFile, digest }: EventDelivery) {
  return {
    trailArn,
    ...logFile,
    ...(digest ? { digestS3Bucket: digest.s3Bucket, digestS3Object: digest.s3Object } : {}),
  }
}

function notFound(eventId: string) {
  return waymarkError('ResourceNotFoundException', `Event ${eventId} is not found.`, 404)
}
