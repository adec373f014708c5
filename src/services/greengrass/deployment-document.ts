import type { ComponentDeploymentSpecification } from '@aws-sdk/client-greengrassv2'
import { type Deployment, isThingGroup, targetOf } from './deployment.ts'
import { invalidField } from './errors.ts'

/** What devices are sent inside a job or a shadow; larger ones are fetched by GetDeploymentConfiguration. */
const GROUP_BYTES_MAX = 31 * 1024
const THING_BYTES_MAX = 7 * 1024
const DOCUMENT_BYTES_MAX = 6 * 1024 * 1024

/** A deployment as devices read it: names and forms differ from the API's. */
interface DeploymentDocument {
  readonly deploymentId: string
  readonly schemaDate: '2021-05-17'
  readonly deploymentName?: string
  readonly configurationArn: string
  readonly parentTargetArn?: string
  readonly onBehalfOf?: string
  readonly creationTimestamp: number
  readonly components: Readonly<Record<string, DocumentComponent>>
  readonly failureHandlingPolicy?: string
  readonly requiredCapabilities: readonly Capability[]
  readonly componentUpdatePolicy: object
  readonly configurationValidationPolicy: object
}

interface DocumentComponent {
  readonly version?: string
  readonly configurationUpdate?: object
  readonly runWith?: object
}

/** What a device must be able to do to take the deployment. */
type Capability = 'LARGE_CONFIGURATION' | 'LINUX_RESOURCE_LIMITS' | 'SUB_DEPLOYMENTS'

/** The whole document, as JSON. */
export function wholeDocument(deployment: Deployment): string {
  return JSON.stringify(documentOf(deployment, []))
}

/**
 * The document as it is sent: one that is too large says so, and leaves the components to be fetched. Throws when no device
 * could take it either way.
 */
export function sentDocument(deployment: Deployment): string {
  const whole = wholeDocument(deployment)
  const bytes = Buffer.byteLength(whole)
  if (bytes > DOCUMENT_BYTES_MAX)
    throw invalidField('components', 'The deployment document can have at most 6 MB.')
  if (bytes <= (isThingGroup(deployment.targetArn) ? GROUP_BYTES_MAX : THING_BYTES_MAX))
    return whole
  return JSON.stringify({ ...documentOf(deployment, ['LARGE_CONFIGURATION']), components: {} })
}

/** The ARN by which devices name a deployment in what they report. */
export function configurationArn(
  deployment: Pick<Deployment, 'accountId' | 'region' | 'targetArn' | 'revisionId'>,
): string {
  const { region, accountId, targetArn, revisionId } = deployment
  return `arn:aws:greengrass:${region}:${accountId}:configuration:${targetOf(targetArn)}:${revisionId}`
}

function documentOf(
  deployment: Deployment,
  capabilities: readonly Capability[],
): DeploymentDocument {
  const { deploymentId, deploymentName, parentTargetArn, deploymentPolicies } = deployment
  const specifications = Object.entries(deployment.components ?? {})
  const { componentUpdatePolicy, configurationValidationPolicy } = deploymentPolicies
  const hasLimits = specifications.some(([, { runWith }]) => runWith?.systemResourceLimits)
  return {
    deploymentId,
    schemaDate: '2021-05-17',
    ...(deploymentName === undefined ? {} : { deploymentName }),
    configurationArn: configurationArn(deployment),
    ...(parentTargetArn === undefined
      ? {}
      : { parentTargetArn, onBehalfOf: parentTargetArn.slice(parentTargetArn.indexOf('/') + 1) }),
    creationTimestamp: deployment.createdMs,
    components: Object.fromEntries(
      specifications.map(([name, specification]) => [name, componentOf(specification)]),
    ),
    ...(deploymentPolicies.failureHandlingPolicy === undefined
      ? {}
      : { failureHandlingPolicy: deploymentPolicies.failureHandlingPolicy }),
    requiredCapabilities: [
      ...capabilities,
      ...(hasLimits ? (['LINUX_RESOURCE_LIMITS'] as const) : []),
      ...(parentTargetArn === undefined ? [] : (['SUB_DEPLOYMENTS'] as const)),
    ],
    componentUpdatePolicy: {
      timeout: componentUpdatePolicy?.timeoutInSeconds,
      action: componentUpdatePolicy?.action,
    },
    configurationValidationPolicy: { timeout: configurationValidationPolicy?.timeoutInSeconds },
  }
}

function componentOf({
  componentVersion,
  configurationUpdate,
  runWith,
}: ComponentDeploymentSpecification): DocumentComponent {
  const { merge, reset } = configurationUpdate ?? {}
  return {
    ...(componentVersion === undefined ? {} : { version: componentVersion }),
    ...(configurationUpdate
      ? {
          configurationUpdate: {
            ...(merge === undefined ? {} : { merge: JSON.parse(merge) as unknown }),
            ...(reset === undefined ? {} : { reset }),
          },
        }
      : {}),
    ...(runWith ? { runWith } : {}),
  }
}
