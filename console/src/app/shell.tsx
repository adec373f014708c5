import AppLayoutToolbar from '@cloudscape-design/components/app-layout-toolbar'
import BreadcrumbGroup from '@cloudscape-design/components/breadcrumb-group'
import SideNavigation from '@cloudscape-design/components/side-navigation'
import { useEffect, useState } from 'react'
import { useLocation } from './location.ts'
import { areas } from './navigation.ts'
import { useNoticeBar } from './notices.tsx'
import { PageContent } from './page-content.tsx'
import { findRoute } from './routes.ts'
import { TopBar } from './top-bar.tsx'

/** What stands around every page. */
export function Shell() {
  const { path } = useLocation()
  const notices = useNoticeBar()
  const [isNavigationOpen, setNavigationOpen] = useState(innerWidth >= 1000)
  const found = findRoute(path)
  const title = found?.route.title ?? 'Not found'
  useEffect(() => {
    document.title = `${title} – Waymark`
  }, [title])
  return (
    <>
      <TopBar />
      <AppLayoutToolbar
        headerSelector="#top-bar"
        toolsHide
        navigationOpen={isNavigationOpen}
        onNavigationChange={({ detail }) => setNavigationOpen(detail.open)}
        navigation={
          <>
            <h1 className="narrow-heading">Pages</h1>
            <SideNavigation
              activeHref={found?.route.menu ?? '#/'}
              header={{ text: 'Waymark', href: '#/' }}
              items={areas}
            />
          </>
        }
        breadcrumbs={
          <BreadcrumbGroup
            items={[
              { text: 'Waymark', href: '#/' },
              ...(found ? [{ text: found.route.area, href: found.route.menu }] : []),
              { text: title, href: location.hash },
            ]}
          />
        }
        notifications={notices}
        ariaLabels={{
          navigation: 'Pages',
          navigationClose: 'Close the list of pages',
          navigationToggle: 'Open the list of pages',
          notifications: 'Notices',
        }}
        content={<PageContent />}
      />
    </>
  )
}
