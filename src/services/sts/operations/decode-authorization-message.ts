import type {
  DecodeAuthorizationMessageRequest,
  DecodeAuthorizationMessageResponse,
} from '@aws-sdk/client-sts'
import { openAuthorizationMessage } from '../../../identity/authorization-message.ts'
import type { Query } from '../../operation.ts'
import { stsError } from '../errors.ts'

/** Opens what a denied caller was handed sealed: why policies said no. */
export const decodeAuthorizationMessage: Query<
  DecodeAuthorizationMessageRequest,
  DecodeAuthorizationMessageResponse
> = {
  kind: 'query',
  run({ EncodedMessage = '' }, { accountId, resources }) {
    const message = openAuthorizationMessage(EncodedMessage, accountId, resources)
    if (message === undefined)
      throw stsError('InvalidAuthorizationMessageException', 'Message is not valid')
    return { DecodedMessage: message }
  },
}
