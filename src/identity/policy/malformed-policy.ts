/** A policy document that AWS would not take. The message is AWS's; each service puts its own error code on it. */
export class MalformedPolicy extends Error {
  /** Where in the document, when one place is to blame: `Statement[2].Action`. */
  readonly place: string | undefined

  constructor(message: string, place?: string) {
    super(message)
    this.name = 'MalformedPolicy'
    this.place = place
  }
}

export function syntaxError(place?: string): MalformedPolicy {
  return new MalformedPolicy('Syntax errors in policy.', place)
}

/** What AWS says of values that are shaped right and mean nothing: a date that is none, `"Effect": "allow"`. */
export function legacyParsingError(place: string): MalformedPolicy {
  return new MalformedPolicy('The policy failed legacy parsing', place)
}

/** Also for a principal that is well written but does not exist. */
export function invalidPrincipal(type: string, id: string, place?: string): MalformedPolicy {
  return new MalformedPolicy(`Invalid principal in policy: "${type}":"${id}"`, place)
}
