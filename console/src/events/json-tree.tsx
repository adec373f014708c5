import Link from '@cloudscape-design/components/link'
import { useState } from 'react'
import type { SearchField } from '../api/waymark-search.ts'
import { linkToView, everything } from './event-view.ts'

interface Props {
  readonly value: unknown
  /** Only members that have it in their name or below are shown. */
  readonly find: string
}

/** Members whose values events can be searched by. */
const searchable: Readonly<Record<string, SearchField>> = {
  eventName: 'eventName',
  eventSource: 'eventSource',
  'userIdentity.userName': 'username',
  errorCode: 'errorCode',
  sourceIPAddress: 'sourceIPAddress',
  awsRegion: 'awsRegion',
  'userIdentity.accessKeyId': 'accessKeyId',
  'userIdentity.arn': 'principalArn',
  userAgent: 'userAgent',
  requestID: 'requestId',
  eventID: 'eventId',
}

export function JsonTree({ value, find }: Props) {
  return (
    <div className="json-tree">
      <Members value={value} path="" find={find.toLowerCase()} />
    </div>
  )
}

interface MembersProps {
  readonly value: unknown
  readonly path: string
  readonly find: string
}

function Members({ value, path, find }: MembersProps) {
  return (
    <ul>
      {Object.entries(value as object).map(([name, member]: [string, unknown]) => {
        const memberPath = path === '' ? name : `${path}.${name}`
        if (!holds(name, member, find)) return undefined
        const below = name.toLowerCase().includes(find) ? '' : find
        return <Member key={name} name={name} value={member} path={memberPath} find={below} />
      })}
    </ul>
  )
}

function Member({ name, value, path, find }: MembersProps & { readonly name: string }) {
  const [isOpen, setOpen] = useState(true)
  const isBranch = typeof value === 'object' && value !== null
  if (!isBranch)
    return (
      <li>
        <span className="json-name">{name}</span>: <Leaf value={value} path={path} />
      </li>
    )
  const count = Object.keys(value).length
  const isList = Array.isArray(value)
  return (
    <li>
      <button
        type="button"
        className="json-toggle"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        <span aria-hidden="true">{isOpen ? '▾' : '▸'}</span>{' '}
        <span className="json-name">{name}</span>
        <span className="json-count">{isList ? ` [${count}]` : ` {${count}}`}</span>
      </button>
      {isOpen ? <Members value={value} path={path} find={find} /> : undefined}
    </li>
  )
}

function Leaf({ value, path }: { readonly value: unknown; readonly path: string }) {
  const text = JSON.stringify(value)
  const field = searchable[path]
  const shown = <span className={`json-${value === null ? 'null' : typeof value}`}>{text}</span>
  const hasSearch = typeof value === 'string' && value !== ''
  if (!hasSearch) return shown
  const href = field
    ? linkToView({ ...everything, conditions: [{ field, operator: 'equals', value }] })
    : linkToView({ ...everything, text: value })
  return (
    <>
      {shown}{' '}
      <span className="json-search">
        <Link href={href} ariaLabel={`Events with ${path} ${value}`} fontSize="body-s">
          find
        </Link>
      </span>
    </>
  )
}

function holds(name: string, value: unknown, find: string): boolean {
  if (find === '' || name.toLowerCase().includes(find)) return true
  if (typeof value !== 'object' || value === null)
    return JSON.stringify(value)?.toLowerCase().includes(find) ?? false
  return Object.entries(value).some(([below, member]) => holds(below, member, find))
}
