import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import Link from '@cloudscape-design/components/link'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { linkTo } from '../app/location.ts'
import { useNotify } from '../app/notices.tsx'
import { useAction } from '../app/use-action.ts'
import { useLoaded } from '../app/use-loaded.ts'
import { ConfirmButton } from '../parts/confirm-button.tsx'
import { TroubleAlert } from '../parts/trouble-alert.tsx'
import type { PolicyOwner } from './policy-owner.ts'
import { PolicyPicker } from './policy-picker.tsx'

interface Props {
  /** The same object as long as it is the same user or role. */
  readonly owner: PolicyOwner
}

export function AttachedPolicies({ owner }: Props) {
  const notify = useNotify()
  const [chosen, setChosen] = useState<readonly string[]>([])
  const { value, error, reload } = useLoaded(() => owner.list(), [owner])
  const attach = useAction(async () => {
    for (const arn of chosen) notify.done(`${arn} is attached.`, await owner.attach(arn))
    setChosen([])
    reload()
  })
  const detach = useAction(async (arn: string) => {
    notify.done(`${arn} is detached.`, await owner.detach(arn))
    reload()
  })
  const deleteInline = async (name: string) => {
    notify.done(`The inline policy ${name} is deleted.`, await owner.deleteInline(name))
    reload()
  }
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
            <li key={name}>
              <span>{name} (inline)</span>
              <ConfirmButton
                variant="inline-link"
                text="Delete"
                label={`Delete the inline policy ${name}`}
                confirmText="Delete it"
                question={`Delete ${name}? It is kept nowhere else.`}
                onConfirm={() => deleteInline(name)}
              />
            </li>
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
