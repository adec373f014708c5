import {
  GetDeploymentCommand,
  type GetDeploymentCommandOutput,
  GreengrassV2Client,
} from '@aws-sdk/client-greengrassv2'
import Header from '@cloudscape-design/components/header'
import Link from '@cloudscape-design/components/link'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useClient } from '../api/connection.ts'
import { linkTo } from '../app/location.ts'
import type { PageProps } from '../app/route.ts'
import { useLoaded } from '../app/use-loaded.ts'
import { DifferenceTable } from '../parts/difference-table.tsx'
import { TroubleAlert } from '../parts/trouble-alert.tsx'

/** What changed between revisions; configuration is compared member by member, not as text in text. */
export function DeploymentDifferencesPage({ query }: PageProps) {
  const client = useClient(GreengrassV2Client)
  const key = query.getAll('id').join(' ')
  const { value, error, reload } = useLoaded(
    (abortSignal) =>
      Promise.all(
        key
          .split(' ')
          .filter((id) => id !== '')
          .map((deploymentId) =>
            client.send(new GetDeploymentCommand({ deploymentId }), { abortSignal }),
          ),
      ),
    [client, key],
  )
  return (
    <SpaceBetween size="m">
      <Header variant="h1">Compare revisions</Header>
      <TroubleAlert error={error} onRetry={reload} />
      <DifferenceTable
        isLoading={value === undefined && error === undefined}
        compared={(value ?? []).map((deployment) => {
          const { deploymentId = '', revisionId } = deployment
          const text = `Revision ${revisionId ?? deploymentId}`
          return {
            key: deploymentId,
            heading: <Link href={linkTo(['deployments', deploymentId])}>{text}</Link>,
            document: comparable(deployment),
          }
        })}
      />
    </SpaceBetween>
  )
}

function comparable(deployment: GetDeploymentCommandOutput) {
  const { deploymentName, components = {}, deploymentPolicies, iotJobConfiguration } = deployment
  const opened = Object.entries(components).map(([name, { configurationUpdate, ...rest }]) => [
    name,
    {
      ...rest,
      ...(configurationUpdate?.merge ? { merge: jsonIn(configurationUpdate.merge) } : {}),
      ...(configurationUpdate?.reset ? { reset: configurationUpdate.reset } : {}),
    },
  ])
  return {
    deploymentName,
    components: Object.fromEntries(opened) as unknown,
    deploymentPolicies,
    iotJobConfiguration,
  }
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Compared as the text that it is.
    return text
  }
}
