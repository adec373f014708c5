import type { TopicSubscriber } from '../../fleet/topic-message.ts'
import { notImplemented } from '../operation.ts'
import { defineService, type Service } from '../service.ts'
import { iotDataPlaneConstraints } from './constraints.generated.ts'
import { iotDataFaults } from './errors.ts'
import { iotDataPlaneModel } from './model.generated.ts'
import { deleteThingShadow } from './operations/delete-thing-shadow.ts'
import { getThingShadow } from './operations/get-thing-shadow.ts'
import { listNamedShadowsForThing } from './operations/list-named-shadows-for-thing.ts'
import { publish } from './operations/publish.ts'
import { updateThingShadow } from './operations/update-thing-shadow.ts'

/** @param subscribers who hears what is published */
export function iotDataPlane(subscribers: readonly TopicSubscriber[]): Service {
  return defineService({
    model: iotDataPlaneModel,
    constraints: iotDataPlaneConstraints,
    faults: iotDataFaults,
    iamPrefix: 'iot',
    recording: { family: 'standard', names: 'lowerCamel', dates: 'epoch', tlsDetails: true },
    operations: {
      DeleteConnection: notImplemented,
      DeleteThingShadow: deleteThingShadow,
      GetConnection: notImplemented,
      GetRetainedMessage: notImplemented,
      GetThingShadow: getThingShadow,
      ListNamedShadowsForThing: listNamedShadowsForThing,
      ListRetainedMessages: notImplemented,
      ListSubscriptions: notImplemented,
      Publish: publish(subscribers),
      SendDirectMessage: notImplemented,
      UpdateThingShadow: updateThingShadow,
    },
  })
}
