/** What went wrong, for the person in front of it. */
export interface Trouble {
  readonly title: string
  readonly text: string
  /** AWS's code, for whoever looks it up. */
  readonly code?: string
}

/** By the code without the `Exception` that some protocols end it with. */
const titles: Readonly<Record<string, string>> = {
  AccessDenied: 'You may not do this',
  Throttling: 'Too many calls in a short time; try again in a moment',
  LimitExceeded: 'There are as many as there may be',
  ResourceNotFound: 'It does not exist (any more)',
  NoSuchEntity: 'It does not exist (any more)',
  TrailNotFound: 'This trail does not exist (any more)',
  Conflict: 'It exists already, or somebody changed it meanwhile',
  EntityAlreadyExists: 'It exists already',
  TrailAlreadyExists: 'A trail with this name exists already',
  DeleteConflict: 'Something still depends on it',
  Validation: 'Something in the input is not valid',
  ValidationError: 'Something in the input is not valid',
  InvalidInput: 'Something in the input is not valid',
  MalformedPolicyDocument: 'The policy document is not valid',
  PasswordPolicyViolation: 'The password is not what the account’s password policy asks for',
  InvalidTrailName: 'The name of the trail is not valid',
  MaximumNumberOfTrailsExceeded: 'There are as many trails as there may be in a region',
  BucketAlreadyExists: 'A bucket with this name exists already, and it is somebody else’s',
  InvalidBucketName: 'The name of the bucket is not valid',
  NoSuchBucket: 'The bucket does not exist (any more)',
  S3BucketDoesNotExist: 'The bucket does not exist',
  InsufficientS3BucketPolicy: 'The bucket’s policy does not let the trail write to it',
  InvalidEventSelectors: 'The choice of events is not valid',
  NotImplemented: 'This server does not do that yet',
  ExpiredToken: 'The session has ended; sign in again',
  NotSignedIn: 'The session has ended; sign in again',
}

export function troubleOf(error: unknown): Trouble {
  if (error instanceof TypeError && /fetch|network/i.test(error.message))
    return { title: 'The server cannot be reached', text: 'Is it running? Try again.' }
  if (!(error instanceof Error)) return { title: 'It did not work', text: String(error) }
  const code = error.name === 'Error' ? undefined : error.name
  const title = titles[code?.replace(/Exception$/, '') ?? ''] ?? 'It did not work'
  return { title, text: error.message, ...(code === undefined ? {} : { code }) }
}
