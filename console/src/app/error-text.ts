/** What went wrong, for the person in front of it. */
export interface Trouble {
  readonly title: string
  readonly text: string
  /** AWS's code, for whoever looks it up. */
  readonly code?: string
}

const titles: Readonly<Record<string, string>> = {
  AccessDenied: 'You may not do this',
  AccessDeniedException: 'You may not do this',
  ThrottlingException: 'Too many calls in a short time; try again in a moment',
  ResourceNotFoundException: 'It does not exist (any more)',
  NoSuchEntity: 'It does not exist (any more)',
  TrailNotFoundException: 'This trail does not exist (any more)',
  ConflictException: 'It exists already, or somebody changed it meanwhile',
  EntityAlreadyExists: 'It exists already',
  TrailAlreadyExistsException: 'A trail with this name exists already',
  DeleteConflict: 'Something still depends on it',
  ValidationException: 'Something in the input is not valid',
  ValidationError: 'Something in the input is not valid',
  MalformedPolicyDocument: 'The policy document is not valid',
  InvalidTrailNameException: 'The name of the trail is not valid',
  S3BucketDoesNotExistException: 'The bucket does not exist',
  InsufficientS3BucketPolicyException: 'The bucket’s policy does not let the trail write to it',
  NotImplementedException: 'This server does not do that yet',
  ExpiredToken: 'The session has ended; sign in again',
  ExpiredTokenException: 'The session has ended; sign in again',
  NotSignedIn: 'The session has ended; sign in again',
}

export function troubleOf(error: unknown): Trouble {
  if (error instanceof TypeError && /fetch|network/i.test(error.message))
    return { title: 'The server cannot be reached', text: 'Is it running? Try again.' }
  if (!(error instanceof Error)) return { title: 'It did not work', text: String(error) }
  const code = error.name === 'Error' ? undefined : error.name
  const title = (code === undefined ? undefined : titles[code]) ?? 'It did not work'
  return { title, text: error.message, ...(code === undefined ? {} : { code }) }
}
