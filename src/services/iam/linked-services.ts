/** A service that keeps a role in the accounts it works for. */
export interface LinkedService {
  /** Who assumes the role: `cloudtrail.amazonaws.com`. */
  readonly principal: string
  readonly roleName: string
  readonly policyArn: string
  readonly description: string
}

const services: readonly LinkedService[] = [
  {
    principal: 'cloudtrail.amazonaws.com',
    roleName: 'AWSServiceRoleForCloudTrail',
    policyArn: 'arn:aws:iam::aws:policy/aws-service-role/CloudTrailServiceRolePolicy',
    description: 'Lets AWS CloudTrail act for the account.',
  },
]

export function linkedServiceOf(principal: string): LinkedService | undefined {
  return services.find((service) => service.principal === principal)
}

export function trustPolicyOf({ principal }: LinkedService): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service: principal }, Action: 'sts:AssumeRole' }],
  })
}
