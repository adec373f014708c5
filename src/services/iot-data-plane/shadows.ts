import { type Shadow, shadowOf } from '../../fleet/shadow.ts'
import { thingOf } from '../../fleet/thing.ts'
import type { Call } from '../operation.ts'
import { notFound } from './errors.ts'

interface Named {
  readonly thingName?: string | undefined
  readonly shadowName?: string | undefined
}

/** An answer that is a document: what travels are its bytes. */
export interface Payload {
  readonly payload: Uint8Array
}

/** Throws ResourceNotFoundException. */
export function existingShadow({ thingName = '', shadowName = '' }: Named, call: Call): Shadow {
  const shadow = shadowOf(call.resources, call, thingName, shadowName)
  if (!shadow) {
    const name = shadowName === '' ? thingName : `${thingName}~${shadowName}`
    throw notFound(`No shadow exists with name: '${name}'`)
  }
  return shadow
}

/** Throws ResourceNotFoundException. */
export function checkThing(thingName: string, call: Call): void {
  if (!thingOf(call.resources, call, thingName)) throw notFound(`Thing ${thingName} is not found.`)
}
