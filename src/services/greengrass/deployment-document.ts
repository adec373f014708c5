import type { ComponentDeploymentSpecification } from '@aws-sdk/client-greengrassv2'
import { type Deployment, isThingGroup, targetOf } from './deployment.ts'
import { invalidField } from './errors.ts'

/** What devices are sent inside a job or a shadow; larger ones are fetched by GetDeploymentConfiguration. */
const GROUP_BYTES_MAX = 31 * 1024
const THING_BYTES_MAX = 7 * 1024
const DOCUMENT_BYTES_MAX = 6 * 1024 * 1024

/** A deployment as devices read it, but for its components: names and forms differ from the API's. */
interface DeploymentDocument {
  readonly deploymentId: string
  readonly schemaDate: '2021-05-17'
  readonly deploymentName?: string
  readonly configurationArn: string
  readonly parentTargetArn?: string
  readonly onBehalfOf?: string
  readonly creationTimestamp: number
  readonly failureHandlingPolicy?: string
  readonly requiredCapabilities: readonly Capability[]
  readonly componentUpdatePolicy: object
  readonly configurationValidationPolicy: object
}

/** What a device must be able to do to take the deployment. */
type Capability = 'LARGE_CONFIGURATION' | 'LINUX_RESOURCE_LIMITS' | 'SUB_DEPLOYMENTS'

/** The whole document, as JSON. */
export function wholeDocument(deployment: Deployment): string {
  const components = Object.entries(deployment.components ?? {}).map(
    ([name, specification]) => `${JSON.stringify(name)}:${componentText(specification)}`,
  )
  return withComponents(documentOf(deployment, []), `{${components.join(',')}}`)
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
  return withComponents(documentOf(deployment, ['LARGE_CONFIGURATION']), '{}')
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
  const { componentUpdatePolicy, configurationValidationPolicy } = deploymentPolicies
  const hasLimits = Object.values(deployment.components ?? {}).some(
    ({ runWith }) => runWith?.systemResourceLimits,
  )
  return {
    deploymentId,
    schemaDate: '2021-05-17',
    ...(deploymentName === undefined ? {} : { deploymentName }),
    configurationArn: configurationArn(deployment),
    ...(parentTargetArn === undefined
      ? {}
      : { parentTargetArn, onBehalfOf: parentTargetArn.slice(parentTargetArn.indexOf('/') + 1) }),
    creationTimestamp: deployment.createdMs,
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

function withComponents(document: DeploymentDocument, components: string): string {
  return `${JSON.stringify(document).slice(0, -1)},"components":${components}}`
}

/** What is to be merged is JSON already, and goes out as its author wrote it: read and written anew, numbers lose digits. */
function componentText({
  componentVersion,
  configurationUpdate,
  runWith,
}: ComponentDeploymentSpecification): string {
  const { merge, reset } = configurationUpdate ?? {}
  const update = [
    ...(merge === undefined ? [] : [`"merge":${merge}`]),
    ...(reset === undefined ? [] : [`"reset":${JSON.stringify(reset)}`]),
  ]
  const members = [
    ...(componentVersion === undefined ? [] : [`"version":${JSON.stringify(componentVersion)}`]),
    ...(configurationUpdate ? [`"configurationUpdate":{${update.join(',')}}`] : []),
    ...(runWith ? [`"runWith":${JSON.stringify(runWith)}`] : []),
  ]
  return `{${members.join(',')}}`
}
