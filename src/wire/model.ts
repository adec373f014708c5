/**
 * The part of a Smithy model that the wire protocols need. One `model.generated.ts` a service, written by
 * tools/generate-models.ts. Optional members are left out where they say the default, to keep the files small.
 */
export interface ServiceModel<Operation extends string = string> {
  /** The AWS SDK's name of the service, for example `GreengrassV2`. */
  readonly sdkId: string
  /** CloudTrail's name of it, for example `greengrass.amazonaws.com`. */
  readonly eventSource: string
  /** The service part of a credential scope. */
  readonly signingName: string
  readonly protocol: ProtocolName
  readonly apiVersion: string
  /** awsJson: what stands before the operation in `X-Amz-Target`. */
  readonly targetPrefix?: string
  /** awsQuery and restXml: the namespace of documents. */
  readonly xmlNamespace?: string
  readonly operations: Readonly<Record<Operation, OperationModel>>
  readonly shapes: Readonly<Record<string, Structure>>
  readonly errors: Readonly<Record<string, ErrorModel>>
}

export type ProtocolName = 'restJson1' | 'awsJson1_0' | 'awsJson1_1' | 'awsQuery' | 'restXml'

export interface OperationModel {
  readonly name: string
  readonly method: string
  /** `/greengrass/v2/deployments/{deploymentId}`, query literals included (`/?location`). */
  readonly path: string
  readonly successStatus: number
  /** Name of the input structure in `shapes`. */
  readonly input: string
  readonly output: string
}

export interface ErrorModel {
  readonly httpStatus: number
  /** awsQuery: the code on the wire where it differs from the shape's name (`NoSuchEntity`). */
  readonly queryCode?: string
}

export interface Structure {
  readonly members: Readonly<Record<string, Member>>
  /** restXml: the name of the element when it is not the structure's own. */
  readonly xmlName?: string
}

/** Where a member travels. `payload` is the whole body, `prefix-headers` every header that starts with `wireName`. */
export type MemberLocation =
  | 'body'
  | 'path'
  | 'query'
  | 'header'
  | 'payload'
  | 'prefix-headers'
  | 'status'

export interface Member {
  readonly type: Type
  /** `body` when absent. */
  readonly in?: MemberLocation
  /** The member's own name when absent. */
  readonly wireName?: string
  readonly required?: true
  readonly sensitive?: true
  /** A client fills it with a random token when the caller gave none. */
  readonly idempotencyToken?: true
  /** A list or map whose entries are not wrapped in an element of their own. */
  readonly xmlFlattened?: true
  readonly xmlAttribute?: true
}

export type SimpleKind = 'string' | 'number' | 'boolean' | 'timestamp' | 'blob' | 'document'

export type Type =
  | { readonly kind: SimpleKind; readonly format?: TimestampFormat }
  | { readonly kind: 'list'; readonly of: Type; readonly itemName?: string }
  | {
      readonly kind: 'map'
      readonly of: Type
      readonly keyName?: string
      readonly valueName?: string
    }
  | { readonly kind: 'structure'; readonly name: string }

export type TimestampFormat = 'date-time' | 'http-date' | 'epoch-seconds'
