import { IAMClient, paginateListPolicies } from '@aws-sdk/client-iam'
import Button from '@cloudscape-design/components/button'
import Link from '@cloudscape-design/components/link'
import { allPages } from '../api/all-pages.ts'
import { useClient } from '../api/connection.ts'
import { linkTo } from '../app/location.ts'
import { useLoaded } from '../app/use-loaded.ts'
import { ListTable } from '../parts/list-table.tsx'

export function PoliciesPage() {
  const client = useClient(IAMClient)
  const { value, error, reload } = useLoaded(
    () => allPages(paginateListPolicies({ client }, {}), ({ Policies }) => Policies),
    [client],
  )
  return (
    <ListTable
      title="Policies"
      items={value}
      error={error}
      onRetry={reload}
      textOf={({ PolicyName, Description }) => `${PolicyName} ${Description}`}
      empty="There is no policy."
      actions={
        <Button variant="primary" href={linkTo(['policies', 'create'])}>
          Create policy
        </Button>
      }
      columns={[
        {
          id: 'name',
          header: 'Policy name',
          isRowHeader: true,
          cell: ({ Arn = '', PolicyName }) => (
            <Link href={linkTo(['policies', Arn])}>{PolicyName}</Link>
          ),
        },
        {
          id: 'kind',
          header: 'Kind',
          cell: ({ Arn = '' }) => (Arn.startsWith('arn:aws:iam::aws:') ? 'AWS managed' : 'Yours'),
        },
        { id: 'attached', header: 'Attached to', cell: (policy) => policy.AttachmentCount ?? 0 },
      ]}
    />
  )
}
