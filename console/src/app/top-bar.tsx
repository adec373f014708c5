import TopNavigation from '@cloudscape-design/components/top-navigation'
import { exitRole, signOut } from '../session/session.ts'
import { useConnection } from '../api/connection.ts'
import { navigate } from './location.ts'
import { regionItems } from './regions.ts'
import { useSettings } from './settings.ts'

export function TopBar() {
  const { session, onSession, preferences, change } = useSettings()
  const { region } = useConnection()
  const { mode, density } = preferences
  const leave = async () => {
    await signOut()
    onSession({ signedIn: false, account: session.accountId })
  }
  const chosen = (id: string) => {
    if (id === 'sign-out') void leave()
    else if (id === 'exit-role') void exitRole().then(onSession)
    else if (id === 'mode') change({ mode: mode === 'dark' ? 'light' : 'dark' })
    else if (id === 'density')
      change({ density: density === 'compact' ? 'comfortable' : 'compact' })
    else if (id === 'switch-role') navigate('/switch-role')
  }
  const who = session.role?.displayName ?? session.userName
  return (
    <div id="top-bar">
      <TopNavigation
        identity={{
          href: '#/',
          logo: { src: `${import.meta.env.BASE_URL}wordmark.svg`, alt: 'Waymark' },
        }}
        utilities={[
          {
            type: 'menu-dropdown',
            text: region,
            iconName: 'globe',
            ariaLabel: `Region ${region}`,
            items: regionItems(region),
            onItemClick: ({ detail }) => change({ region: detail.id }),
          },
          {
            type: 'menu-dropdown',
            text: who,
            iconName: 'user-profile',
            ariaLabel: `Signed in as ${who}`,
            description: `${session.accountAlias ?? session.accountId} · ${session.arn}`,
            items: [
              { id: 'mode', text: mode === 'dark' ? 'Light colours' : 'Dark colours' },
              {
                id: 'density',
                text: density === 'compact' ? 'Comfortable density' : 'Compact density',
              },
              session.role
                ? { id: 'exit-role', text: `Back to ${session.userName}` }
                : { id: 'switch-role', text: 'Switch role' },
              { id: 'sign-out', text: 'Sign out' },
            ],
            onItemClick: ({ detail }) => chosen(detail.id),
          },
        ]}
      />
    </div>
  )
}
