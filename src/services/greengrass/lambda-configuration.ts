import type {
  LambdaContainerParams,
  LambdaEventSource,
  LambdaExecutionParameters,
} from '@aws-sdk/client-greengrassv2'
import { invalidField } from './errors.ts'
import type { LambdaVersion } from './lambda-recipe.ts'
import type { JsonObject } from './recipe.ts'

/** A function's settings as the default configuration of its component, with the service's own defaults. */
export function lambdaConfiguration(
  lambda: LambdaVersion,
  parameters: LambdaExecutionParameters = {},
): JsonObject {
  const { linuxProcessParams: process = {} } = parameters
  return {
    lambdaExecutionParameters: { EnvironmentVariables: parameters.environmentVariables ?? {} },
    pubsubTopics: topicsOf(parameters.eventSources ?? []),
    lambdaArn: lambda.arn,
    maxQueueSize: countAt('maxQueueSize', parameters.maxQueueSize, 1000),
    maxInstancesCount: countAt('maxInstancesCount', parameters.maxInstancesCount, 100),
    maxIdleTimeInSeconds: countAt('maxIdleTimeInSeconds', parameters.maxIdleTimeInSeconds, 60),
    timeoutInSeconds: countAt('timeoutInSeconds', parameters.timeoutInSeconds, 3),
    statusTimeoutInSeconds: countAt(
      'statusTimeoutInSeconds',
      parameters.statusTimeoutInSeconds,
      60,
    ),
    pinned: parameters.pinned ?? true,
    inputPayloadEncodingType: parameters.inputPayloadEncodingType ?? 'json',
    execArgs: parameters.execArgs ?? [],
    containerMode: process.isolationMode ?? 'GreengrassContainer',
    containerParams: containerOf(process.containerParams ?? {}),
  }
}

function topicsOf(sources: readonly LambdaEventSource[]): JsonObject {
  const entries = sources.map(({ topic = '', type = 'PUB_SUB' }, i) => {
    if (type === 'PUB_SUB' && /[#+]/.test(topic))
      throw invalidField(
        `lambdaFunction.componentLambdaParameters.eventSources.${i + 1}.topic`,
        'Topics of type PUB_SUB cannot have MQTT wildcards.',
      )
    return [String(i), { topic, type }] as const
  })
  return Object.fromEntries(entries)
}

function containerOf(container: LambdaContainerParams): JsonObject {
  const { memorySizeInKB, mountROSysfs = false, volumes = [], devices = [] } = container
  return {
    memorySizeInKB: countAt(
      'linuxProcessParams.containerParams.memorySizeInKB',
      memorySizeInKB,
      16_384,
    ),
    mountROSysfs,
    volumes: Object.fromEntries(
      volumes.map(({ sourcePath = '', destinationPath = '', permission, addGroupOwner }, i) => [
        String(i),
        {
          sourcePath,
          destinationPath,
          permission: permission ?? 'ro',
          addGroupOwner: addGroupOwner ?? false,
        },
      ]),
    ),
    devices: Object.fromEntries(
      devices.map(({ path = '', permission, addGroupOwner }, i) => [
        String(i),
        { path, permission: permission ?? 'ro', addGroupOwner: addGroupOwner ?? false },
      ]),
    ),
  }
}

function countAt(name: string, value: number | undefined, byDefault: number): number {
  if (value === undefined) return byDefault
  if (Number.isInteger(value) && value >= 0) return value
  throw invalidField(
    `lambdaFunction.componentLambdaParameters.${name}`,
    `The ${name} must be a whole number, at least 0.`,
  )
}
