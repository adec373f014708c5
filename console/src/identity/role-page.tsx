import { GetRoleCommand, IAMClient, paginateListAttachedRolePolicies } from '@aws-sdk/client-iam'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import Link from '@cloudscape-design/components/link'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { allPages } from '../api/all-pages.ts'
import { useClient } from '../api/connection.ts'
import { linkTo } from '../app/location.ts'
import type { PageProps } from '../app/route.ts'
import { useLoaded } from '../app/use-loaded.ts'
import { everything, linkToView } from '../events/event-view.ts'
import { LoadedPage } from '../parts/loaded-page.tsx'
import { Time } from '../parts/time.tsx'
import { DocumentText } from './document-text.tsx'

export function RolePage({ params: { name = '' } }: PageProps) {
  const client = useClient(IAMClient)
  const loaded = useLoaded(
    async (abortSignal) => {
      const pages = paginateListAttachedRolePolicies({ client }, { RoleName: name })
      const [{ Role: role }, policies] = await Promise.all([
        client.send(new GetRoleCommand({ RoleName: name }), { abortSignal }),
        allPages(pages, ({ AttachedPolicies }) => AttachedPolicies),
      ])
      return { role, policies }
    },
    [client, name],
  )
  const sessions = linkToView({
    ...everything,
    conditions: [{ field: 'principalArn', operator: 'contains', value: `assumed-role/${name}/` }],
  })
  return (
    <LoadedPage title="Role" loaded={loaded}>
      {({ role, policies }) => (
        <SpaceBetween size="l">
          <Header
            variant="h1"
            description={role?.Description}
            actions={
              <SpaceBetween direction="horizontal" size="xs">
                <Button href={sessions}>What its sessions did</Button>
                <Button href={linkTo(['switch-role'], new URLSearchParams({ role: name }))}>
                  Switch to this role
                </Button>
              </SpaceBetween>
            }
          >
            {name}
          </Header>
          <Container header={<Header variant="h2">Details</Header>}>
            <KeyValuePairs
              columns={3}
              items={[
                { label: 'ARN', value: role?.Arn ?? '–' },
                { label: 'Created', value: <Time at={role?.CreateDate} /> },
                { label: 'Session at most', value: `${role?.MaxSessionDuration ?? 3600} s` },
              ]}
            />
          </Container>
          <Container header={<Header variant="h2">Who may assume it</Header>}>
            <DocumentText
              label="Trust policy"
              text={decodeURIComponent(role?.AssumeRolePolicyDocument ?? '')}
            />
          </Container>
          <Container header={<Header variant="h2">Attached policies</Header>}>
            <ul className="lines">
              {policies.map(({ PolicyArn = '', PolicyName }) => (
                <li key={PolicyArn}>
                  <Link href={linkTo(['policies', PolicyArn])}>{PolicyName}</Link>
                </li>
              ))}
            </ul>
          </Container>
        </SpaceBetween>
      )}
    </LoadedPage>
  )
}
