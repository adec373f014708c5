/**
 * Denials name what exists in words, as people have shown them: `role Deployer`, `policy arn:aws:iam::…`. What is to be made,
 * tagged with its making, passed on or simulated has its ARN.
 */
const BY_ARN =
  /^iam:(?:Create(?:User|Group|Role|InstanceProfile|ServiceLinkedRole)|Tag(?:User|Role|InstanceProfile)|PassRole|Simulate.*|GetContextKeys.*|GetServiceLinkedRoleDeletionStatus)$/
const POLICY_BY_NAME = /^iam:(?:Create|Tag)Policy$/
const ENTITY = /^arn:aws:iam::\w+:(user|group|role|instance-profile|policy)\/(?:.*\/)?([^/*]+)$/

export function resourceInDenials(action: string, resourceArn: string): string {
  const [, kind, name] = ENTITY.exec(resourceArn) ?? []
  if (kind === undefined || name === undefined || BY_ARN.test(action)) return resourceArn
  if (kind === 'policy') return `policy ${POLICY_BY_NAME.test(action) ? name : resourceArn}`
  return `${kind.replace('-', ' ')} ${name}`
}
