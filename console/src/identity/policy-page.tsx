import { GetPolicyCommand, GetPolicyVersionCommand, IAMClient } from '@aws-sdk/client-iam'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useClient } from '../api/connection.ts'
import type { PageProps } from '../app/route.ts'
import { useLoaded } from '../app/use-loaded.ts'
import { LoadedPage } from '../parts/loaded-page.tsx'
import { DocumentText } from './document-text.tsx'

export function PolicyPage({ params: { arn: PolicyArn = '' } }: PageProps) {
  const client = useClient(IAMClient)
  const loaded = useLoaded(
    async (abortSignal) => {
      const { Policy: policy } = await client.send(new GetPolicyCommand({ PolicyArn }), {
        abortSignal,
      })
      const VersionId = policy?.DefaultVersionId ?? 'v1'
      const version = new GetPolicyVersionCommand({ PolicyArn, VersionId })
      const { PolicyVersion } = await client.send(version, { abortSignal })
      return { policy, document: decodeURIComponent(PolicyVersion?.Document ?? '') }
    },
    [client, PolicyArn],
  )
  return (
    <LoadedPage title="Policy" loaded={loaded}>
      {({ policy, document }) => (
        <SpaceBetween size="l">
          <Header variant="h1" description={PolicyArn}>
            {policy?.PolicyName}
          </Header>
          <Container header={<Header variant="h2">Document {policy?.DefaultVersionId}</Header>}>
            <DocumentText label="Policy document" text={document} />
          </Container>
        </SpaceBetween>
      )}
    </LoadedPage>
  )
}
