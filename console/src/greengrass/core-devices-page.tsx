import { GreengrassV2Client, paginateListCoreDevices } from '@aws-sdk/client-greengrassv2'
import Link from '@cloudscape-design/components/link'
import { allPages } from '../api/all-pages.ts'
import { useClient } from '../api/connection.ts'
import { linkTo } from '../app/location.ts'
import { useLoaded } from '../app/use-loaded.ts'
import { ListTable } from '../parts/list-table.tsx'
import { Time } from '../parts/time.tsx'
import { DeviceStatus } from './device-status.tsx'

export function CoreDevicesPage() {
  const client = useClient(GreengrassV2Client)
  const { value, error, reload } = useLoaded(
    () => allPages(paginateListCoreDevices({ client }, {}), ({ coreDevices }) => coreDevices),
    [client],
  )
  return (
    <ListTable
      title="Core devices"
      items={value}
      error={error}
      onRetry={reload}
      textOf={({ coreDeviceThingName, platform }) => `${coreDeviceThingName} ${platform}`}
      empty="No core device has reported yet: install the Greengrass Core software on one."
      columns={[
        {
          id: 'name',
          header: 'Name',
          isRowHeader: true,
          cell: ({ coreDeviceThingName: name = '' }) => (
            <Link href={linkTo(['core-devices', name])}>{name}</Link>
          ),
        },
        { id: 'status', header: 'Status', cell: ({ status }) => <DeviceStatus status={status} /> },
        {
          id: 'reported',
          header: 'Status reported',
          cell: ({ lastStatusUpdateTimestamp: at }) => <Time at={at} />,
        },
        { id: 'platform', header: 'Platform', cell: ({ platform }) => platform ?? '–' },
        { id: 'architecture', header: 'Architecture', cell: (item) => item.architecture ?? '–' },
      ]}
    />
  )
}
