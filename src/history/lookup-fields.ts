/** A resource that an event speaks of, as LookupEvents lists it. */
export interface ReferencedResource {
  /** CloudFormation's name of the type, for example `AWS::CloudTrail::Trail`. */
  readonly type: string
  /** As the caller or the response spelled it: a name, an id or an ARN. */
  readonly name: string
}
