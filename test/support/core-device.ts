import {
  type ComponentPlatform,
  ResolveComponentCandidatesCommand,
} from '@aws-sdk/client-greengrassv2'
import { PublishCommand } from '@aws-sdk/client-iot-data-plane'
import {
  StartNextPendingJobExecutionCommand,
  UpdateJobExecutionCommand,
} from '@aws-sdk/client-iot-jobs-data-plane'
import semver from 'semver'
import type { Clients } from './server.ts'

interface DeploymentDocument {
  readonly deploymentId: string
  readonly configurationArn: string
  readonly components: Readonly<Record<string, { readonly version: string }>>
}

interface Recipe {
  readonly ComponentDependencies?: Readonly<Record<string, { readonly VersionRequirement: string }>>
  readonly Manifests: readonly { readonly Lifecycle: { readonly run?: string } }[]
}

interface Running {
  readonly version: string
  readonly isRoot: boolean
  readonly configurationArn: string
}

/**
 * A Greengrass core device as far as the cloud sees one, speaking only the HTTP operations that anybody can call: it says what
 * it is, takes its next job, resolves components and what they depend on, and reports. A component whose script is `exit 1`
 * breaks when it is started, and the deployment is rolled back.
 */
export class SimulatedCoreDevice {
  readonly thingName: string
  readonly #clients: Clients
  readonly #platform: ComponentPlatform
  #sequenceNumber = 0
  #running = new Map<string, Running>()

  constructor(clients: Clients, thingName: string, attributes: Record<string, string> = {}) {
    this.thingName = thingName
    this.#clients = clients
    this.#platform = {
      name: 'linux',
      attributes: {
        os: 'linux',
        architecture: 'amd64',
        runtime: 'aws_nucleus_lite',
        ...attributes,
      },
    }
  }

  /** The first message after a start: everything that is installed. */
  async register(): Promise<void> {
    await this.#report({ messageType: 'COMPLETE', trigger: 'NUCLEUS_LAUNCH' }, this.#inventory())
  }

  /** Works on the next deployment; undefined when there is none. */
  async takeNextDeployment(): Promise<'SUCCEEDED' | 'FAILED' | undefined> {
    const { thingName } = this
    const { execution } = await this.#clients.iotJobs.send(
      new StartNextPendingJobExecutionCommand({ thingName }),
    )
    if (!execution) return undefined
    const document = JSON.parse(execution.jobDocument ?? '') as DeploymentDocument
    const outcome = await this.#apply(document)
    await this.#clients.iotJobs.send(
      new UpdateJobExecutionCommand({
        jobId: execution.jobId,
        thingName,
        status: outcome.status,
        statusDetails: outcome.statusDetails,
      }),
    )
    return outcome.status
  }

  async #apply(document: DeploymentDocument) {
    try {
      const wanted = await this.#resolved(document)
      const broken = [...wanted].find(([, { script }]) => script === 'exit 1')
      if (broken) return await this.#failed(document, 'COMPONENT_BROKEN', `${broken[0]} is broken`)
      return await this.#succeeded(document, wanted)
    } catch (error) {
      const cause = error instanceof Error ? error.message : String(error)
      return this.#failed(document, 'NO_AVAILABLE_COMPONENT_VERSION', cause)
    }
  }

  /** The components of the document and all that they depend on, the latter in any version that suits everybody. */
  async #resolved({ components, configurationArn }: DeploymentDocument) {
    const found = new Map<string, Running & { readonly script: string | undefined }>()
    const waiting = Object.entries(components).map(([name, { version }]) => ({
      name,
      requirement: version,
      isRoot: true,
    }))
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const { name, requirement, isRoot } = next
      const known = found.get(name)
      if (known && semver.satisfies(known.version, requirement)) continue
      const { version, recipe } = await this.#resolve(name, requirement)
      const script = recipe.Manifests[0]?.Lifecycle.run
      found.set(name, { version, isRoot, configurationArn, script })
      for (const [dependency, { VersionRequirement }] of Object.entries(
        recipe.ComponentDependencies ?? {},
      ))
        waiting.push({ name: dependency, requirement: VersionRequirement, isRoot: false })
    }
    return found
  }

  async #resolve(componentName: string, requirement: string) {
    const { resolvedComponentVersions = [] } = await this.#clients.greengrass.send(
      new ResolveComponentCandidatesCommand({
        platform: this.#platform,
        componentCandidates: [
          { componentName, versionRequirements: { requirements: requirement } },
        ],
      }),
    )
    const [resolved] = resolvedComponentVersions
    const recipe = Buffer.from(resolved?.recipe ?? []).toString()
    return { version: resolved?.componentVersion ?? '', recipe: JSON.parse(recipe) as Recipe }
  }

  async #succeeded(document: DeploymentDocument, wanted: ReadonlyMap<string, Running>) {
    const removed = [...this.#running.keys()].filter((name) => !wanted.has(name))
    this.#running = new Map(wanted)
    await this.#report(
      { trigger: 'THING_GROUP_DEPLOYMENT', ...deploymentInformation(document, 'SUCCEEDED') },
      [
        ...this.#inventory(),
        ...removed.map((componentName) => ({ componentName, version: '', status: 'UNINSTALLED' })),
      ],
    )
    const statusDetails = { 'detailed-deployment-status': 'SUCCESSFUL' }
    return { status: 'SUCCEEDED' as const, statusDetails }
  }

  async #failed(document: DeploymentDocument, code: string, cause: string) {
    const errorStack = ['DEPLOYMENT_FAILURE', code]
    const details = {
      detailedStatus: 'FAILED_ROLLBACK_COMPLETE',
      failureCause: cause,
      errorStack,
      errorTypes: ['COMPONENT_ERROR'],
    }
    await this.#report(
      { trigger: 'THING_GROUP_DEPLOYMENT', ...deploymentInformation(document, 'FAILED', details) },
      [],
    )
    const statusDetails = {
      'detailed-deployment-status': details.detailedStatus,
      'deployment-failure-cause': cause,
      'deployment-error-stack': `[${errorStack.join(', ')}]`,
      'deployment-error-types': '[COMPONENT_ERROR]',
    }
    return { status: 'FAILED' as const, statusDetails }
  }

  #inventory() {
    return [...this.#running].map(([componentName, { version, isRoot, configurationArn }]) => ({
      componentName,
      version,
      isRoot,
      fleetConfigArns: isRoot ? [configurationArn] : [],
      status: 'RUNNING',
    }))
  }

  /** A health message: what has changed, unless `members` say otherwise. */
  async #report(members: object, components: readonly object[]): Promise<void> {
    const { attributes = {} } = this.#platform
    await this.publishHealth({
      ggcVersion: '2.6.0',
      platform: attributes['os'],
      architecture: attributes['architecture'],
      runtime: attributes['runtime'],
      thing: this.thingName,
      sequenceNumber: ++this.#sequenceNumber,
      timestamp: Date.now(),
      messageType: 'PARTIAL',
      overallDeviceStatus: 'HEALTHY',
      components,
      ...members,
    })
  }

  async publishHealth(message: object | string): Promise<void> {
    const text = typeof message === 'string' ? message : JSON.stringify(message)
    await this.#clients.iotData.send(
      new PublishCommand({
        topic: `$aws/things/${this.thingName}/greengrassv2/health/json`,
        payload: Buffer.from(text),
        qos: 1,
      }),
    )
  }
}

function deploymentInformation(
  { deploymentId, configurationArn }: DeploymentDocument,
  status: string,
  statusDetails: object = { detailedStatus: 'SUCCESSFUL', errorStack: [], errorTypes: [] },
) {
  return {
    deploymentInformation: {
      status,
      deploymentId,
      fleetConfigurationArnForStatus: configurationArn,
      statusDetails,
      unchangedRootComponents: [],
    },
  }
}
