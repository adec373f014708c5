import type { AuditEvent, EventResource } from '../audit/audit-event.ts'
import { withinLimits } from './event-of.ts'

/** Beside payloads of up to 100 KB this keeps an event below the 256 KB of CloudTrail. */
const RESOURCES_BYTES_MAX = 100 * 1024
/** So few fit, however long they are. */
const RESOURCES_FEW = 2

/**
 * An event that names more resources than fit, as several that name a share each: what was done to a thousand objects is
 * told of every one. What has an owner of its own, their bucket, stands in each.
 */
export function splitEvent(event: AuditEvent, newId: () => string): readonly AuditEvent[] {
  const { resources = [], sharedEventID } = event
  if (resources.length <= RESOURCES_FEW) return [event]
  const shares = sharesOf(resources)
  if (shares.length === 1) return [event]
  // Not each of them has to find that the payloads are too large.
  const limited = withinLimits(event)
  return shares.map((share, i) => ({
    ...limited,
    resources: share,
    ...(i === 0 ? {} : { eventID: newId() }),
    ...(i === 0 || sharedEventID === undefined ? {} : { sharedEventID: newId() }),
  }))
}

function sharesOf(resources: readonly EventResource[]): readonly EventResource[][] {
  const owned = resources.filter((resource) => 'accountId' in resource)
  const shares: EventResource[][] = []
  let left = 0
  for (const resource of resources) {
    if ('accountId' in resource) continue
    const size = Buffer.byteLength(JSON.stringify(resource))
    const share = shares.at(-1)
    if (share && size <= left) share.push(resource)
    else {
      shares.push([resource])
      left = RESOURCES_BYTES_MAX
    }
    left -= size
  }
  return shares.length === 0 ? [owned] : shares.map((share) => [...share, ...owned])
}
