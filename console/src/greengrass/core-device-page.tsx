import {
  GetCoreDeviceCommand,
  GreengrassV2Client,
  paginateListClientDevicesAssociatedWithCoreDevice,
  paginateListEffectiveDeployments,
  paginateListInstalledComponents,
} from '@aws-sdk/client-greengrassv2'
import { IoTClient, paginateListThingGroupsForThing } from '@aws-sdk/client-iot'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import Link from '@cloudscape-design/components/link'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Tabs from '@cloudscape-design/components/tabs'
import { allPages } from '../api/all-pages.ts'
import { useClient } from '../api/connection.ts'
import { linkTo } from '../app/location.ts'
import type { PageProps } from '../app/route.ts'
import { useLoaded } from '../app/use-loaded.ts'
import { ListTable } from '../parts/list-table.tsx'
import { LoadedPage } from '../parts/loaded-page.tsx'
import { Time } from '../parts/time.tsx'
import { DeviceStatus } from './device-status.tsx'

export function CoreDevicePage({ params: { name = '' } }: PageProps) {
  const client = useClient(GreengrassV2Client)
  const loaded = useLoaded(
    (abortSignal) =>
      client.send(new GetCoreDeviceCommand({ coreDeviceThingName: name }), { abortSignal }),
    [client, name],
  )
  return (
    <LoadedPage title="Core device" loaded={loaded}>
      {(device) => (
        <SpaceBetween size="l">
          <Header variant="h1">{name}</Header>
          <Container header={<Header variant="h2">Details</Header>}>
            <KeyValuePairs
              columns={3}
              items={[
                { label: 'Status', value: <DeviceStatus status={device.status} /> },
                {
                  label: 'Status reported',
                  value: <Time at={device.lastStatusUpdateTimestamp} />,
                },
                { label: 'Greengrass Core version', value: device.coreVersion ?? '–' },
                { label: 'Runtime', value: device.runtime ?? '–' },
                { label: 'Platform', value: device.platform ?? '–' },
                { label: 'Architecture', value: device.architecture ?? '–' },
              ]}
            />
          </Container>
          <Tabs
            tabs={[
              { id: 'components', label: 'Components', content: <Components name={name} /> },
              { id: 'deployments', label: 'Deployments', content: <Deployments name={name} /> },
              { id: 'groups', label: 'Thing groups', content: <Groups name={name} /> },
              { id: 'clients', label: 'Client devices', content: <ClientDevices name={name} /> },
            ]}
          />
        </SpaceBetween>
      )}
    </LoadedPage>
  )
}

interface TabProps {
  readonly name: string
}

function Components({ name }: TabProps) {
  const client = useClient(GreengrassV2Client)
  const { value, error } = useLoaded(() => {
    const input = { coreDeviceThingName: name, topologyFilter: 'ALL' as const }
    const pages = paginateListInstalledComponents({ client }, input)
    return allPages(pages, ({ installedComponents }) => installedComponents)
  }, [client, name])
  return (
    <ListTable
      title="Installed components"
      isTop={false}
      items={value}
      error={error}
      textOf={({ componentName = '' }) => componentName}
      empty="The device has reported no component."
      columns={[
        { id: 'name', header: 'Name', cell: ({ componentName }) => componentName },
        { id: 'version', header: 'Version', cell: ({ componentVersion }) => componentVersion },
        { id: 'state', header: 'State', cell: ({ lifecycleState }) => lifecycleState ?? '–' },
        { id: 'root', header: 'Root', cell: ({ isRoot }) => (isRoot ? 'Yes' : 'No') },
      ]}
    />
  )
}

function Deployments({ name }: TabProps) {
  const client = useClient(GreengrassV2Client)
  const { value, error } = useLoaded(() => {
    const pages = paginateListEffectiveDeployments({ client }, { coreDeviceThingName: name })
    return allPages(pages, ({ effectiveDeployments }) => effectiveDeployments)
  }, [client, name])
  return (
    <ListTable
      title="Deployments of the device"
      isTop={false}
      items={value}
      error={error}
      textOf={({ deploymentName, deploymentId }) => `${deploymentName} ${deploymentId}`}
      empty="No deployment has come to the device."
      columns={[
        {
          id: 'name',
          header: 'Deployment',
          cell: ({ deploymentId = '', deploymentName }) => (
            <Link href={linkTo(['deployments', deploymentId])}>
              {deploymentName ?? deploymentId}
            </Link>
          ),
        },
        { id: 'target', header: 'Target', cell: ({ targetArn }) => targetArn },
        {
          id: 'status',
          header: 'Status',
          cell: ({ coreDeviceExecutionStatus }) => coreDeviceExecutionStatus,
        },
        { id: 'reason', header: 'Reason', cell: ({ reason }) => reason ?? '–' },
      ]}
    />
  )
}

function Groups({ name }: TabProps) {
  const client = useClient(IoTClient)
  const { value, error } = useLoaded(() => {
    const pages = paginateListThingGroupsForThing({ client }, { thingName: name })
    return allPages(pages, ({ thingGroups }) => thingGroups)
  }, [client, name])
  return (
    <ListTable
      title="Thing groups"
      isTop={false}
      items={value}
      error={error}
      textOf={({ groupName = '' }) => groupName}
      empty="The device is in no thing group."
      columns={[
        { id: 'name', header: 'Name', cell: ({ groupName }) => groupName },
        { id: 'arn', header: 'ARN', cell: ({ groupArn }) => groupArn },
      ]}
    />
  )
}

function ClientDevices({ name }: TabProps) {
  const client = useClient(GreengrassV2Client)
  const { value, error } = useLoaded(() => {
    const input = { coreDeviceThingName: name }
    const pages = paginateListClientDevicesAssociatedWithCoreDevice({ client }, input)
    return allPages(pages, ({ associatedClientDevices }) => associatedClientDevices)
  }, [client, name])
  return (
    <ListTable
      title="Client devices"
      isTop={false}
      items={value}
      error={error}
      textOf={({ thingName = '' }) => thingName}
      empty="No client device is associated."
      columns={[
        { id: 'name', header: 'Name', cell: ({ thingName }) => thingName },
        {
          id: 'since',
          header: 'Associated',
          cell: ({ associationTimestamp }) => <Time at={associationTimestamp} />,
        },
      ]}
    />
  )
}
