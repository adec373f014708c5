import '@cloudscape-design/global-styles/index.css'
import './app/theme.generated.css'
import './app/app.css'
import { I18nProvider } from '@cloudscape-design/components/i18n'
import messages from '@cloudscape-design/components/i18n/messages/all.en'
import { createRoot } from 'react-dom/client'
import { applyPreferences, readPreferences } from './app/preferences.ts'
import { SessionGate } from './session/session-gate.tsx'

applyPreferences(readPreferences())

const root = document.getElementById('root')
if (root)
  createRoot(root).render(
    <I18nProvider locale="en" messages={[messages]}>
      <SessionGate />
    </I18nProvider>,
  )
