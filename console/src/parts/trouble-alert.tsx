import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import { troubleOf } from '../app/error-text.ts'

interface Props {
  readonly error: unknown
  readonly onRetry?: (() => void) | undefined
}

/** An error in plain words, with AWS's code for whoever looks it up; nothing when there is none. */
export function TroubleAlert({ error, onRetry }: Props) {
  if (error === undefined) return undefined
  const { title, text, code } = troubleOf(error)
  return (
    <Alert
      type="error"
      header={title}
      action={onRetry ? <Button onClick={onRetry}>Try again</Button> : undefined}
    >
      {text}
      {code === undefined ? '' : ` (${code})`}
    </Alert>
  )
}
