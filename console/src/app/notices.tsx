import Flashbar, { type FlashbarProps } from '@cloudscape-design/components/flashbar'
import Link from '@cloudscape-design/components/link'
import { createContext, type ReactNode, use, useCallback, useMemo, useState } from 'react'
import { troubleOf } from './error-text.ts'
import { linkTo } from './location.ts'

/** What an SDK client answers with; its request id leads to the event of the call. */
export interface Answer {
  readonly $metadata: { readonly requestId?: string | undefined }
}

interface Notify {
  /** Something was done; where one call did it, its event is there to read. */
  done(text: string, answer?: Answer): void
  /** Something ended as the person wished, and did nothing. */
  ended(text: string): void
  failed(error: unknown): void
}

interface Notice {
  readonly id: number
  readonly type: 'success' | 'info' | 'error'
  readonly header?: string
  readonly content: ReactNode
}

const NOTICES_MAX = 5

const NotifyContext = createContext<Notify | undefined>(undefined)
const NoticesContext = createContext<ReactNode>(undefined)

export function useNotify(): Notify {
  const notify = use(NotifyContext)
  if (!notify) throw new Error('Notices stand around every page.')
  return notify
}

export const useNoticeBar = (): ReactNode => use(NoticesContext)

export function Notices({ children }: { readonly children: ReactNode }) {
  const [notices, setNotices] = useState<readonly Notice[]>([])
  const add = useCallback((notice: Omit<Notice, 'id'>) => {
    setNotices((before) => {
      const id = (before[0]?.id ?? 0) + 1
      return [{ id, ...notice }, ...before].slice(0, NOTICES_MAX)
    })
  }, [])
  const notify = useMemo<Notify>(
    () => ({
      done: (text, answer) =>
        add({
          type: 'success',
          content: <Done text={text} requestId={answer?.$metadata.requestId} />,
        }),
      ended: (text) => add({ type: 'info', content: text }),
      failed(error) {
        const { title, text, code } = troubleOf(error)
        add({ type: 'error', header: title, content: code ? `${text} (${code})` : text })
      },
    }),
    [add],
  )
  const items = notices.map<FlashbarProps.MessageDefinition>(({ id, ...notice }) => ({
    ...notice,
    id: String(id),
    dismissible: true,
    dismissLabel: 'Dismiss',
    onDismiss: () => setNotices((before) => before.filter((other) => other.id !== id)),
  }))
  return (
    <NotifyContext value={notify}>
      <NoticesContext value={<Flashbar items={items} />}>{children}</NoticesContext>
    </NotifyContext>
  )
}

function Done({
  text,
  requestId,
}: {
  readonly text: string
  readonly requestId?: string | undefined
}) {
  return (
    <>
      {text}{' '}
      {requestId === undefined ? undefined : (
        <Link color="inverted" href={linkTo(['requests', requestId])}>
          View its event
        </Link>
      )}
    </>
  )
}
