import type { Service } from '../services/service.ts'
import { shortRequestId } from '../wire/request-id.ts'

/** A request's id in the form of the service it is for: a UUID, or sixteen letters and digits made of one. */
export function requestIdFor({ recording }: Service, uuid: string): string {
  return recording.forms?.hasShortRequestIds ? shortRequestId(uuid) : uuid
}
