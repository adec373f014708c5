import {
  AttachUserPolicyCommand,
  DetachUserPolicyCommand,
  IAMClient,
  paginateListAttachedUserPolicies,
  paginateListUserPolicies,
} from '@aws-sdk/client-iam'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import Link from '@cloudscape-design/components/link'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { allPages } from '../api/all-pages.ts'
import { useClient } from '../api/connection.ts'
import { linkTo } from '../app/location.ts'
import { useNotify } from '../app/notices.tsx'
import { useAction } from '../app/use-action.ts'
import { useLoaded } from '../app/use-loaded.ts'
import { TroubleAlert } from '../parts/trouble-alert.tsx'
import { PolicyPicker } from './policy-picker.tsx'

export function UserPolicies({ userName: UserName }: { readonly userName: string }) {
  const client = useClient(IAMClient)
  const notify = useNotify()
  const [chosen, setChosen] = useState<readonly string[]>([])
  const { value, error, reload } = useLoaded(async () => {
    const [attached, inline] = await Promise.all([
      allPages(
        paginateListAttachedUserPolicies({ client }, { UserName }),
        (page) => page.AttachedPolicies,
      ),
      allPages(paginateListUserPolicies({ client }, { UserName }), (page) => page.PolicyNames),
    ])
    return { attached, inline }
  }, [client, UserName])
  const attach = useAction(async () => {
    for (const PolicyArn of chosen) {
      const answer = await client.send(new AttachUserPolicyCommand({ UserName, PolicyArn }))
      notify.done(`${PolicyArn} is attached.`, answer)
    }
    setChosen([])
    reload()
  })
  const detach = useAction(async (PolicyArn: string) => {
    const answer = await client.send(new DetachUserPolicyCommand({ UserName, PolicyArn }))
    notify.done(`${PolicyArn} is detached.`, answer)
    reload()
  })
  return (
    <Container header={<Header variant="h2">Policies</Header>}>
      <SpaceBetween size="m">
        <TroubleAlert error={error ?? attach.error ?? detach.error} />
        <ul className="lines">
          {value?.attached.map(({ PolicyArn = '', PolicyName }) => (
            <li key={PolicyArn}>
              <Link href={linkTo(['policies', PolicyArn])}>{PolicyName}</Link>
              <Button
                variant="inline-link"
                ariaLabel={`Detach ${PolicyName}`}
                onClick={() => detach.run(PolicyArn)}
              >
                Detach
              </Button>
            </li>
          ))}
          {value?.inline.map((name) => (
            <li key={name}>{name} (inline)</li>
          ))}
        </ul>
        <PolicyPicker chosen={chosen} onChange={setChosen} />
        <Button
          disabled={chosen.length === 0}
          loading={attach.isRunning}
          onClick={() => attach.run()}
        >
          Attach
        </Button>
      </SpaceBetween>
    </Container>
  )
}
