import type { Service } from '../services/operation.ts'

const SHORT_LENGTH = 16
const SHORT_IDS = 36n ** BigInt(SHORT_LENGTH)

/** A request's id in the form of the service it is for: a UUID, or sixteen letters and digits made of one. */
export function requestIdFor({ recording }: Service, uuid: string): string {
  if (!recording.forms?.hasShortRequestIds) return uuid
  const number = BigInt(`0x${uuid.replaceAll('-', '')}`) % SHORT_IDS
  return number.toString(36).toUpperCase().padStart(SHORT_LENGTH, '0')
}
