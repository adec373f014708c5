import type { ListThingsRequest, ListThingsResponse } from '@aws-sdk/client-iot'
import { scopeKey } from '../../../fleet/scope.ts'
import { type Thing, thingArn, thingsOfScope } from '../../../fleet/thing.ts'
import type { Query } from '../../operation.ts'
import { pageInReading } from '../paging.ts'

/** In the order of their names. Things have no types here, so that asking for those of a type finds none. */
export const listThings: Query<ListThingsRequest, ListThingsResponse> = {
  kind: 'query',
  run(input, call) {
    const { attributeName, attributeValue, thingTypeName, usePrefixAttributeValue } = input
    const { items, nextToken } = pageInReading(input, {
      readBehind: (place) => call.resources.inOrder(thingsOfScope, scopeKey(call), place),
      isListed: (thing) => thingTypeName === undefined && isWanted(thing, input),
      scope: call,
      question: [
        'ListThings',
        attributeName,
        attributeValue,
        thingTypeName,
        usePrefixAttributeValue,
      ],
      textOf: ({ thingName }) => thingName,
    })
    return {
      things: items.map(({ thingName, attributes, version }) => ({
        thingName,
        thingArn: thingArn(call, thingName),
        attributes: { ...attributes },
        version,
      })),
      nextToken,
    }
  },
}

function isWanted(
  { attributes }: Thing,
  { attributeName, attributeValue, usePrefixAttributeValue }: ListThingsRequest,
): boolean {
  if (attributeName === undefined) return true
  const value = attributes[attributeName]
  if (value === undefined || attributeValue === undefined) return value !== undefined
  return usePrefixAttributeValue ? value.startsWith(attributeValue) : value === attributeValue
}
