const SHORT_LENGTH = 16
const SHORT_IDS = 36n ** BigInt(SHORT_LENGTH)

/** A request's id as S3 has them, sixteen letters and digits, made of a UUID. */
export function shortRequestId(uuid: string): string {
  const number = BigInt(`0x${uuid.replaceAll('-', '')}`) % SHORT_IDS
  return number.toString(36).toUpperCase().padStart(SHORT_LENGTH, '0')
}
