import { GreengrassV2Client, paginateListComponentVersions } from '@aws-sdk/client-greengrassv2'
import Link from '@cloudscape-design/components/link'
import { allPages } from '../api/all-pages.ts'
import { useClient } from '../api/connection.ts'
import { linkTo } from '../app/location.ts'
import { useLoaded } from '../app/use-loaded.ts'
import { ListTable } from '../parts/list-table.tsx'

/** The versions of the component that the version belongs to. */
export function ComponentVersions({ arn }: { readonly arn: string }) {
  const client = useClient(GreengrassV2Client)
  const component = arn.replace(/:versions:[^:]*$/, '')
  const { value, error } = useLoaded(() => {
    const pages = paginateListComponentVersions({ client }, { arn: component })
    return allPages(pages, ({ componentVersions }) => componentVersions)
  }, [client, component])
  return (
    <ListTable
      title="Versions"
      isTop={false}
      items={value}
      error={error}
      textOf={({ componentVersion = '' }) => componentVersion}
      empty="There is no version."
      columns={[
        {
          id: 'version',
          header: 'Version',
          isRowHeader: true,
          cell: (item) => (
            <Link href={linkTo(['components', item.arn ?? ''])}>{item.componentVersion}</Link>
          ),
        },
        { id: 'arn', header: 'ARN', cell: (item) => item.arn },
      ]}
    />
  )
}
