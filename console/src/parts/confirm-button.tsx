import Box from '@cloudscape-design/components/box'
import Button, { type ButtonProps } from '@cloudscape-design/components/button'
import Modal from '@cloudscape-design/components/modal'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { type ReactNode, useState } from 'react'
import { useAction } from '../app/use-action.ts'
import { TroubleAlert } from './trouble-alert.tsx'

interface Props {
  readonly text: string
  /** What it is about, where the text alone would not say it. */
  readonly label?: string
  readonly variant?: ButtonProps.Variant
  readonly question: ReactNode
  readonly confirmText: string
  readonly disabled?: boolean
  readonly onConfirm: () => Promise<void>
}

/** Asks before it does what cannot be undone. */
export function ConfirmButton({ text, question, confirmText, onConfirm, ...look }: Props) {
  const { label = text, variant = 'normal', disabled = false } = look
  const [isOpen, setOpen] = useState(false)
  const action = useAction(async () => {
    await onConfirm()
    setOpen(false)
  })
  const close = () => {
    action.clearError()
    setOpen(false)
  }
  return (
    <>
      <Button variant={variant} disabled={disabled} ariaLabel={label} onClick={() => setOpen(true)}>
        {text}
      </Button>
      <Modal
        visible={isOpen}
        header={label}
        onDismiss={close}
        closeAriaLabel="Close"
        footer={
          <Box float="right">
            <SpaceBetween direction="horizontal" size="xs">
              <Button variant="link" onClick={close}>
                Keep
              </Button>
              <Button variant="primary" loading={action.isRunning} onClick={() => action.run()}>
                {confirmText}
              </Button>
            </SpaceBetween>
          </Box>
        }
      >
        <SpaceBetween size="m">
          <TroubleAlert error={action.error} />
          <Box>{question}</Box>
        </SpaceBetween>
      </Modal>
    </>
  )
}
