/** Spelled as IAM and STS spell it on the wire. */
export interface Tag {
  readonly Key: string
  readonly Value: string
}
