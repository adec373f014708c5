import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam'
import { expect } from 'vitest'
import type { Clients, TestServer } from './server.ts'

interface Statement {
  readonly Effect?: 'Deny'
  readonly Action: string | readonly string[]
  readonly Resource?: string
  readonly Condition?: object
}

/** Makes new users of a server, each with the clients of one who may do this and nothing else. */
export function usersOf(server: () => TestServer) {
  let users = 0
  return async (...allowed: readonly Statement[]): Promise<Clients> => {
    const { iam } = server().clients()
    const UserName = `user-${++users}`
    await iam.send(new CreateUserCommand({ UserName }))
    const Statement = allowed.map((each) => ({ Effect: 'Allow', Resource: '*', ...each }))
    const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement })
    await iam.send(new PutUserPolicyCommand({ UserName, PolicyName: 'may', PolicyDocument }))
    const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }))
    const { AccessKeyId: accessKeyId = '', SecretAccessKey: secretAccessKey = '' } = AccessKey ?? {}
    return server().clients({ accessKeyId, secretAccessKey })
  }
}

/** A denial as clients see it. */
export function denied(action: string, resource = '') {
  return {
    name: 'AccessDeniedException',
    $metadata: { httpStatusCode: 403 },
    message: expect.stringContaining(
      `is not authorized to perform: ${action}${resource && ` on resource: ${resource}`}`,
    ) as string,
  }
}
