import { ServiceError } from '../../wire/service-error.ts'

/** Members of a request that this server does not act on: refused, never silently ignored. */
export function refuseUnsupported<Input extends object>(
  input: Input,
  members: readonly (keyof Input & string)[],
): void {
  for (const member of members)
    if (input[member] !== undefined)
      throw new ServiceError(
        'NotImplementedException',
        `${member} is not supported by this server.`,
        501,
      )
}
